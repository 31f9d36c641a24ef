/* Passkeys: asks the browser for one and sends its answer in the form around. Without JavaScript,
   or where the browser has none, the page says so. Plain old JavaScript, for old phones. */
(function () {
  "use strict";
  var forms = document.querySelectorAll("form[data-passkey]");
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    var found = new Uint8Array(plain.length);
    for (var i = 0; i < plain.length; i += 1) found[i] = plain.charCodeAt(i);
    return found;
  }

  function text(buffer) {
    if (!buffer) return undefined;
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function named(one) {
    return { type: one.type, id: bytes(one.id) };
  }

  function options(form) {
    var asked = JSON.parse(form.getAttribute("data-options"));
    var key = asked.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    if (key.excludeCredentials) key.excludeCredentials = key.excludeCredentials.map(named);
    return asked;
  }

  function said(made) {
    var response = made.response;
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: text(response.userHandle)
      }
    });
  }

  function offer(form) {
    var credentials = navigator.credentials;
    var without = document.getElementById(form.getAttribute("data-without"));
    var failed = form.querySelector("[data-failed]");
    if (without) without.hidden = true;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      failed.hidden = true;
      var adding = form.getAttribute("data-passkey") === "add";
      var asked = adding ? credentials.create(options(form)) : credentials.get(options(form));
      asked.then(function (made) {
        form.elements.credential.value = said(made);
        form.submit();
      }, function () {
        failed.hidden = false;
      });
    });
  }

  for (var i = 0; i < forms.length; i += 1) offer(forms[i]);
})();
