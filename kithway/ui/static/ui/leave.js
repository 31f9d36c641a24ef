/* Leave this page: clears the screen at once, drops what this site kept in the browser, goes to a
   neutral page in place of this one, and lets Back show nothing. Plain old JavaScript, for old phones. */
(function () {
  "use strict";
  var link = document.getElementById("leave");
  var status = document.getElementById("leave-status");
  var root = document.documentElement;
  if (!link) return;
  var LEFT = "left";
  var presses = 0;
  var alone = false;
  var timer;

  function leave() {
    cover();
    clear();
    signOut();
    location.replace(link.getAttribute("data-to") || link.href);
  }

  function cover() {
    root.className += " left";
    document.title = "\u00a0";
  }

  function clear() {
    attempt(function () { localStorage.clear(); });
    attempt(function () {
      sessionStorage.clear();
      // Kept until this tab closes, so that Back in this tab shows nothing.
      sessionStorage.setItem(LEFT, "1");
    });
    attempt(function () {
      var workers = navigator.serviceWorker;
      // The worker outlives this page, and so surely finishes.
      if (workers.controller) workers.controller.postMessage("forget");
      workers.getRegistrations().then(function (all) { all.forEach(function (one) { one.unregister(); }); });
    });
    attempt(function () {
      caches.keys().then(function (names) { names.forEach(function (name) { caches.delete(name); }); });
    });
  }

  function signOut() {
    // Where others use the device too, the button belongs to a form that ends the session.
    attempt(function () {
      if (link.form) navigator.sendBeacon(link.form.action, new FormData(link.form));
    });
  }

  function attempt(step) {
    // A browser that refuses storage must not keep anyone from leaving.
    try { return step(); } catch (refused) { return null; }
  }

  function hasLeft() {
    return attempt(function () { return sessionStorage.getItem(LEFT); }) === "1";
  }

  function cameBack() {
    var entries = attempt(function () { return performance.getEntriesByType("navigation"); });
    if (entries && entries.length) return entries[0].type === "back_forward";
    return !!window.performance && performance.navigation.type === 2;
  }

  function say(word) {
    if (status) status.textContent = status.getAttribute("data-" + word) || "";
  }

  function startOver(word) {
    presses = 0;
    clearTimeout(timer);
    if (word) say(word);
  }

  function counted(event) {
    if (event.key !== "Shift" || !alone) return;
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) {
      say("going");
      leave();
      return;
    }
    say(presses === 1 ? "two" : "one");
    timer = setTimeout(function () { startOver("over"); }, 5000);
  }

  if (hasLeft()) {
    if (cameBack()) { leave(); return; }
    // They came again on purpose, by an address or a link.
    attempt(function () { sessionStorage.removeItem(LEFT); });
  }
  link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keyup", counted);
  document.addEventListener("keydown", function (event) {
    // A capital letter is Shift and a key: no wish to leave.
    alone = event.key === "Shift";
    if (!alone && presses) startOver("over");
  });
  // A page that the browser keeps alive for Back is blank in there, and read anew when it returns.
  window.addEventListener("pagehide", function (event) {
    if (event.persisted) root.className += " left";
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    if (hasLeft()) leave(); else location.reload();
  });
})();
