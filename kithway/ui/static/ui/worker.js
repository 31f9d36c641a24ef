/* Works beside the pages: keeps the shell, Help now and a page for when there is no connection, and
   nothing else. self.KITHWAY stands before it (front/views/offline.py): version, shell, pages by
   language. Everything asks the network first; that it failed is how one knows there is none. */
(function () {
  "use strict";
  var CACHE = "kithway-" + self.KITHWAY.version;
  var SHELL = self.KITHWAY.shell;
  var PAGES = self.KITHWAY.pages;
  var FRESH = 6 * 60 * 60 * 1000;
  // Help now waits no longer than this for a network that neither answers nor fails.
  var PATIENCE = 4000;
  var forgotten = false;

  self.addEventListener("install", function (event) {
    event.waitUntil(self.skipWaiting());
  });

  self.addEventListener("activate", function (event) {
    var preload = self.registration.navigationPreload;
    event.waitUntil(Promise.all([
      drop(function (name) { return name !== CACHE; }),
      // Else every page would wait for this worker to start.
      preload && preload.enable(),
      self.clients.claim()
    ]));
  });

  self.addEventListener("message", function (event) {
    if (event.data === "forget") {
      forgotten = true;
      event.waitUntil(Promise.all([drop(function () { return true; }), self.registration.unregister()]));
    } else if (event.data && typeof event.data.keep === "string") {
      forgotten = false;
      event.waitUntil(keep(event.data.keep));
    }
  });

  self.addEventListener("fetch", function (event) {
    var request = event.request;
    var url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (request.mode === "navigate") {
      // Who leaves must not be shown a page of ours, connection or not.
      if (!/\/leave\/$/.test(url.pathname)) event.respondWith(page(event, url.pathname));
    } else if (SHELL.indexOf(url.pathname) >= 0) {
      event.respondWith(fetch(request).catch(function (failed) {
        return kept(url.pathname).then(function (found) { return found || Promise.reject(failed); });
      }));
    }
  });

  function page(event, path) {
    var code = language(path);
    var network = Promise.resolve(event.preloadResponse).then(function (early) {
      return early || fetch(event.request);
    });
    var answer = path === PAGES[code].help ? sooner(network, kept(path)) : network;
    return answer.catch(function (failed) {
      return first([path === PAGES[code].help && path, PAGES[code].offline, PAGES.en.offline]).then(
        function (found) { return found || Promise.reject(failed); }
      );
    });
  }

  function sooner(network, copy) {
    return copy.then(function (found) {
      if (!found) return network;
      return new Promise(function (resolve) {
        var timer = setTimeout(function () { resolve(found); }, PATIENCE);
        network.then(
          function (response) { clearTimeout(timer); resolve(response); },
          function () { clearTimeout(timer); resolve(found); }
        );
      });
    });
  }

  function first(paths) {
    if (!paths.length) return Promise.resolve(undefined);
    if (!paths[0]) return first(paths.slice(1));
    return kept(paths[0]).then(function (found) { return found || first(paths.slice(1)); });
  }

  function kept(path) {
    return caches.open(CACHE).then(function (cache) { return cache.match(path); });
  }

  function language(path) {
    var code = path.split("/")[1];
    return PAGES.hasOwnProperty(code) ? code : "en";
  }

  /* The shell, and the pages of the reader's language and of English. */
  function keep(code) {
    var paths = SHELL.slice();
    (code === "en" ? ["en"] : [code, "en"]).forEach(function (one) {
      if (PAGES.hasOwnProperty(one)) paths.push(PAGES[one].help, PAGES[one].offline);
    });
    return caches.open(CACHE).then(function (cache) {
      return Promise.all(paths.map(function (path) {
        return cache.match(path).then(function (old) {
          return fresh(path, old) ? undefined : fetched(cache, path);
        });
      }));
    });
  }

  function fresh(path, old) {
    if (!old) return false;
    // A file of the shell has a new name whenever it changes.
    return SHELL.indexOf(path) >= 0 || Date.now() - Date.parse(old.headers.get("date")) < FRESH;
  }

  function fetched(cache, path) {
    return fetch(path, { credentials: "omit" }).then(
      function (response) {
        if (response.ok && !response.redirected && !forgotten) return cache.put(path, response);
      },
      // No connection: what is kept stays.
      function () {}
    );
  }

  function drop(which) {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(which).map(function (name) { return caches.delete(name); }));
    });
  }
})();
