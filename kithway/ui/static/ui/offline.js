/* Starts the worker that keeps Help now for when there is no connection, and tells it which language
   to keep. Plain old JavaScript, for old phones. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  var root = document.documentElement;
  if (!workers || !window.caches) return;

  function tell() {
    workers.ready.then(function (registration) {
      // Whoever left meanwhile has unregistered it.
      if (registration.active) registration.active.postMessage({ keep: root.lang });
    });
  }

  function start() {
    // Who is leaving takes nothing along.
    if (/\bleft\b/.test(root.className)) return;
    // A newer worker begins with nothing kept.
    workers.addEventListener("controllerchange", tell);
    // Where there is one, the browser itself looks for a newer.
    if (workers.controller) tell(); else workers.register("/sw.js").then(tell, function () {});
  }

  // The page itself comes first.
  if (document.readyState === "complete") start(); else window.addEventListener("load", start);
})();
