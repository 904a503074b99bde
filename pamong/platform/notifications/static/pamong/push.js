/* Lets this browser be woken: asks the user, subscribes with the push service, hands the address to the server. */
(function () {
  "use strict";
  var place = document.querySelector("[data-push]");
  var able = "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;
  if (!place || !able) return;
  var button = place.querySelector("[data-push-on]");
  var note = place.querySelector("[data-push-note]");

  function say(text) { note.textContent = text || ""; }

  function bytes(text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (letter) { return letter.charCodeAt(0); });
  }

  function coded(buffer) {
    var raw = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function key() { return coded(crypto.getRandomValues(new Uint8Array(16))); }

  function tell(subscription) {
    var form = new FormData();
    form.append("endpoint", subscription.endpoint);
    form.append("p256dh", coded(subscription.getKey("p256dh")));
    form.append("auth", coded(subscription.getKey("auth")));
    return fetch(place.getAttribute("data-push-url"), {
      method: "POST", body: form, credentials: "same-origin",
      headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, "Idempotency-Key": key() }
    }).then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); });
  }

  function subscribe() {
    say("");
    button.disabled = true;
    Notification.requestPermission().then(function (permission) {
      if (permission !== "granted") { say(place.getAttribute("data-text-denied")); return null; }
      return navigator.serviceWorker.ready.then(function (worker) {
        var options = { userVisibleOnly: true, applicationServerKey: bytes(place.getAttribute("data-push-key")) };
        return worker.pushManager.subscribe(options);
      }).then(tell).then(function () { window.location.reload(); });
    }).catch(function () { say(place.getAttribute("data-text-failed")); }).then(function () { button.disabled = false; });
  }

  navigator.serviceWorker.register("/sw.js").then(function () {
    say("");
    button.hidden = false;
    button.addEventListener("click", subscribe);
  }).catch(function () { /* the text of the page stays: not possible here */ });
})();
