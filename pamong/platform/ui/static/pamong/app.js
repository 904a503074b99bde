/* Comfort for pages that work without it: focus on errors, no double sending, dialogs, drafts, smaller photos. ES2017, no eval. */
(function () {
  "use strict";
  var drafts = "pamong-draft:";

  function each(root, selector, act) {
    if (root.matches && root.matches(selector)) act(root);
    Array.prototype.forEach.call(root.querySelectorAll(selector), act);
  }

  /* Errors: the summary takes focus, its links put the cursor into the field, the title says so. */
  function focusErrors(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (!summary) return;
    var word = summary.getAttribute("data-title-word") || "Kesalahan:";
    if (document.title.indexOf(word) !== 0) document.title = word + " " + document.title;
    summary.focus();
  }

  function jumpToField(event) {
    var link = event.target.closest("[data-error-summary] a[href^='#']");
    var field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    var box = field.closest(".pm-field") || field;
    box.scrollIntoView();
    field.focus({ preventScroll: true });
  }

  /* A form is sent once. The server would repeat its first answer; this only spares the user the doubt. */
  function newKey() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }

  function guard(event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented || hasHtmx(form, event.submitter)) return;
    if (form.hasAttribute("data-download")) return; /* the page stays: the file can be fetched again */
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    each(form, "button[type=submit]", function (button) { button.setAttribute("aria-disabled", "true"); });
  }

  function hasHtmx(form, submitter) {
    var names = ["hx-post", "hx-put", "hx-patch", "hx-delete"];
    return names.some(function (n) { return form.hasAttribute(n) || (submitter && submitter.hasAttribute(n)); });
  }

  function release(event) {
    each(document, "form[data-sent]", function (form) {
      form.removeAttribute("data-sent");
      each(form, "button[aria-disabled]", function (button) { button.removeAttribute("aria-disabled"); });
      if (event.persisted) each(form, "input[name=idempotency_key]", function (key) { key.value = newKey(); });
    });
  }

  /* Dialogs: what unfolds in place without scripts opens as a native dialog with them. */
  function dialogOf(details) {
    var dialog = details.pmDialog;
    if (dialog || typeof HTMLDialogElement === "undefined") return dialog;
    var body = details.querySelector("[data-dialog-body]");
    dialog = document.createElement("dialog");
    dialog.className = "pm-dialog";
    dialog.setAttribute("aria-labelledby", details.id + "_title");
    body.classList.remove("pm-card");
    dialog.appendChild(body);
    details.after(dialog);
    each(body, "[data-dialog-close]", function (button) { button.hidden = false; });
    dialog.addEventListener("close", function () { details.querySelector("summary").focus(); });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
    });
    details.pmDialog = dialog;
    return dialog;
  }

  function openDialog(details) {
    var dialog = dialogOf(details);
    if (!dialog || dialog.open) return false;
    details.open = false;
    dialog.showModal();
    return true;
  }

  function onClick(event) {
    jumpToField(event);
    var summary = event.target.closest("[data-dialog] > summary");
    if (summary && openDialog(summary.parentElement)) event.preventDefault();
    var opener = event.target.closest("[data-open-dialog]");
    var wanted = opener && document.getElementById(opener.getAttribute("data-open-dialog"));
    if (wanted && openDialog(wanted)) event.preventDefault();
    var now = event.target.closest("[data-now]");
    if (now) setNow(document.getElementById(now.getAttribute("data-now")));
    each(document, "details[data-menu][open]", function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  }

  function onKey(event) {
    if (event.key !== "Escape") return;
    each(document, "details[data-menu][open]", function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
  }

  function setNow(field) {
    if (!field) return;
    var now = new Date();
    field.value = ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Drafts of long texts, for this tab only; never for private ones; gone once the server has the text. */
  function draftKey(field) { return drafts + location.pathname + ":" + (field.form && field.form.id || "") + ":" + field.name; }

  function keep(event) {
    var field = event.target;
    if (!field.matches || !field.matches("textarea[data-keep]") || field.closest("[data-private]")) return;
    try { sessionStorage.setItem(draftKey(field), field.value); } catch (error) { /* full or forbidden: the draft stays in the page */ }
  }

  function restore(root) {
    each(root, "textarea[data-keep]", function (field) {
      if (field.closest("[data-private]") || field.value !== "") return;
      try { field.value = sessionStorage.getItem(draftKey(field)) || ""; } catch (error) { /* forbidden */ }
    });
  }

  function forget(form) {
    each(form, "textarea[data-keep]", function (field) {
      try { sessionStorage.removeItem(draftKey(field)); } catch (error) { /* forbidden */ }
    });
  }

  function forgetSent() {
    if (document.querySelector("[data-error-summary]")) return;
    try {
      (sessionStorage.getItem("pamong-sent") || "").split("\n").forEach(function (key) { if (key) sessionStorage.removeItem(key); });
      sessionStorage.removeItem("pamong-sent");
    } catch (error) { /* forbidden */ }
  }

  function rememberSent(event) {
    var keys = [];
    each(event.target, "textarea[data-keep]", function (field) { keys.push(draftKey(field)); });
    try { sessionStorage.setItem("pamong-sent", keys.join("\n")); } catch (error) { /* forbidden */ }
  }

  /* Files: say at once when one is too large; make photos smaller before they travel. */
  function size(bytes) {
    var text = bytes < 1e6 ? Math.ceil(bytes / 1000) + " kB" : (bytes / 1e6).toFixed(1) + " MB";
    return document.documentElement.lang === "en" ? text : text.replace(".", ",");
  }

  function onFile(event) {
    var input = event.target;
    if (!input.matches || !input.matches("input[type=file][data-max-bytes]")) return;
    var note = document.querySelector("[data-upload-note='" + input.id + "']");
    shrinkAll(input).then(function (shrunk) {
      if (!note) return;
      var limit = Number(input.getAttribute("data-max-bytes"));
      var large = Array.from(input.files).filter(function (file) { return file.size > limit; })[0];
      note.setAttribute("data-tone", large ? "bad" : "");
      note.textContent = large ? note.getAttribute("data-too-large") + " " + large.name + " (" + size(large.size) + ")"
        : shrunk ? note.getAttribute("data-shrunk") + " " + size(shrunk) : "";
    });
  }

  function shrinkAll(input) {
    var edge = Number(input.getAttribute("data-shrink"));
    if (!edge || typeof DataTransfer === "undefined") return Promise.resolve(0);
    var box = new DataTransfer(), total = 0;
    var jobs = Array.from(input.files).map(function (file) {
      return /^image\/(jpeg|png|webp)$/.test(file.type) && file.size > 300000 ? shrink(file, edge, input.hasAttribute("data-keep-origin")) : Promise.resolve(file);
    });
    return Promise.all(jobs).then(function (files) {
      files.forEach(function (file, n) {
        if (file !== input.files[n]) total += file.size;
        box.items.add(file);
      });
      if (total) input.files = box.files;
      return total;
    }).catch(function () { return 0; });
  }

  function shrink(file, edge, origin) {
    return new Promise(function (resolve) {
      var image = new Image(), address = URL.createObjectURL(file);
      image.onerror = function () { URL.revokeObjectURL(address); resolve(file); };
      image.onload = function () {
        var scale = Math.min(1, edge / Math.max(image.naturalWidth, image.naturalHeight));
        var canvas = document.createElement("canvas");
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        var pen = canvas.getContext("2d");
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob(function (blob) {
          var better = blob && blob.size < file.size;
          var parts = better && origin && window.pamongOrigin ? window.pamongOrigin(file, blob) : Promise.resolve([blob]);
          parts.then(function (parts) {
            resolve(better ? new File(parts, file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
          });
        }, "image/jpeg", 0.82);
      };
      image.src = address;
    });
  }

  /* htmx: a refusal is said in words at the top of the page; nothing typed is lost. */
  function toast(text) {
    var place = document.getElementById("pm-toasts");
    if (!place || !text) return;
    place.textContent = "";
    var box = document.createElement("div");
    box.className = "pm-toast pm-toast-bad";
    box.setAttribute("role", "alert");
    box.textContent = text;
    place.appendChild(box);
    place.scrollIntoView({ block: "nearest" });
  }

  function failed(event) {
    var xhr = event.detail && event.detail.xhr, text = "";
    if (xhr && xhr.responseText) {
      var reason = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-error-reason]");
      text = reason ? reason.textContent.trim() : "";
    }
    toast(text || document.body.getAttribute("data-text-failed"));
  }

  /* Parts that belong to one choice (data-only="field=value value"); without scripts all stand there. */
  function onlyFitting(form) {
    each(form, "[data-only]", function (part) {
      var rule = part.getAttribute("data-only").split("=");
      part.hidden = rule[1].split(" ").indexOf(form.elements[rule[0]].value) < 0;
    });
  }

  function ready(root) {
    each(root, "form", onlyFitting);
    each(root, "[data-now]", function (button) { button.hidden = false; });
    restore(root);
    each(root, "details[data-dialog][open]", openDialog);
    focusErrors(root);
  }

  document.addEventListener("submit", guard);
  document.addEventListener("submit", rememberSent);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", keep);
  document.addEventListener("change", onFile);
  document.addEventListener("change", function (event) { onlyFitting(event.target.form || event.target); });
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:load", function (event) { if (event.detail.elt !== document.body) ready(event.detail.elt); });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("form");
    if (form && event.detail.successful) forget(form);
  });
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  forgetSent();
  ready(document);
})();
