/* Shows the device's queue and feeds it: forms marked by an outbox are kept first and sent then, so that a lost connection,
   a killed browser or a lost answer costs nobody his words or photos. Needs queue.js; without it forms work as always. */
(function () {
  "use strict";
  var queue = window.pamongQueue;
  var box = document.querySelector("[data-outbox]");
  var count = document.querySelector("[data-outbox-count]");
  var owner = (box || count) ? (box || count).getAttribute("data-owner") : "";
  var EVERY = 20000; // ms between two tries while the page is open
  var CONTEXT = "form:";
  var editing = null;
  var shown = 0;
  var install = null;

  if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(function () { /* not here */ });
  if (!queue || !queue.usable || !(box || count)) return;

  function say(name) { return box.getAttribute("data-t-" + name) || ""; }
  function form() { return box && document.getElementById(box.getAttribute("data-form")); }

  function make(tag, classes, text) {
    var element = document.createElement(tag);
    if (classes) element.className = classes;
    if (text) element.textContent = text;
    return element;
  }

  function button(text, act, item) {
    var made = make("button", "btn btn-outline-secondary btn-sm", text);
    made.type = "button";
    made.setAttribute("aria-label", text + ": " + item.title);
    made.addEventListener("click", function () { act(item); });
    return made;
  }

  function day(time) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
  }

  /* A field as people write it: 2026-11-27 is 27 November 2026, 07:30 is 07.30. */
  function written(text) {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) {
      return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date(text + "T12:00"));
    }
    return /^\d\d:\d\d$/.test(text) ? text.replace(":", ".") : text;
  }

  /* --- what is shown --- */
  var TONES = { waiting: "info", sending: "info", fix: "bad", sent: "ok", expired: "warn" };

  function tag(state) {
    var made = make("span", "pm-tag pm-tag-" + TONES[state], say(state));
    return made;
  }

  function reasonOf(item) {
    var lines = [];
    if (item.reason) lines.push(say(item.reason));
    if (item.state === "waiting" && Date.now() - item.queuedAt > (queue.days - 2) * 86400000) {
      lines.push(say("soon").replace("{n}", day(item.queuedAt + queue.days * 86400000)));
    }
    return lines;
  }

  /* What was written, to the last word: it is the writer's until he throws it away. */
  function whole(item) {
    var words = item.fields.filter(function (pair) { return pair[0] === "text"; })[0];
    return words ? words[1] : item.title;
  }

  /* Whether the form on this page is the one it was written in. */
  function fits(item) {
    return form() && item.kind === box.getAttribute("data-kind") && (!item.home || item.url === form().getAttribute("action"));
  }

  function versions(item) {
    var list = make("dl", "pm-small mt-1 mb-0");
    list.append(make("dt", "", say("mine")), make("dd", "pm-text", [whole(item), item.detail].filter(Boolean).join(" · ")));
    list.append(make("dt", "", say(item.receipt ? "why" : "theirs")));
    item.errors.forEach(function (text) { list.append(make("dd", "", text)); });
    return list;
  }

  function row(item) {
    var line = make("li");
    var text = make("span", "pm-evidence-text");
    var files = item.files.length ? item.files.length + " " + say("files") : "";
    text.append(tag(item.state), " ", item.title, make("span", "d-block pm-muted pm-small", [item.detail, files].filter(Boolean).join(" · ")));
    reasonOf(item).forEach(function (why) { text.append(make("span", "d-block pm-small", why)); });
    if (item.state === "fix" && item.errors.length) text.append(versions(item));
    if (item.reason === "signin") {
      var link = make("a", "pm-small", say("signin-link"));
      link.href = "/akun/masuk/?next=" + encodeURIComponent(location.pathname);
      text.append(link);
    }
    var tools = make("span", "pm-actions mt-2");
    tools.append(button(say("send"), again, item));
    if (fits(item)) tools.append(button(say("edit"), edit, item));
    else if (item.home) {
      var open = make("a", "btn btn-outline-secondary btn-sm", say("open"));
      open.href = item.home;
      tools.append(open);
    }
    tools.append(button(say("delete"), discard, item));
    text.append(tools);
    line.append(text);
    return line;
  }

  function notice(told) {
    var line = make("li");
    var text = make("span", "pm-evidence-text");
    text.append(tag(told.what), " ", told.title, make("span", "d-block pm-muted pm-small", day(told.at)));
    if (told.what === "expired") text.append(make("span", "d-block pm-small", say("gone")));
    var close = button(told.receipt ? say("noted") : say("ok"), function () {
      if (!told.receipt || window.confirm(say("noted-sure"))) queue.dismiss(told.key).then(show);
    }, told);
    var tools = make("span", "pm-actions mt-2");
    if (told.receipt) tools.append(button(say("receipt"), receipt, told));
    tools.append(close);
    text.append(tools);
    line.append(text);
    return line;
  }

  /* The receipt stands on a page of the server only; the key of what was sent opens it again. */
  function receipt(told) {
    var target = document.getElementById(told.receipt);
    target.elements.csrfmiddlewaretoken.value = queue.token() || target.elements.csrfmiddlewaretoken.value;
    target.elements[box.getAttribute("data-key-field")].value = told.key;
    target.submit();
  }

  function show() {
    var turn = shown += 1; // of two at once the later one counts, whichever has read first
    return Promise.all([queue.list(owner), queue.told(owner)]).then(function (both) {
      if (turn !== shown) return both[0];
      var items = both[0], told = both[1].sort(function (a, b) { return b.at - a.at; });
      document.documentElement.setAttribute("data-queued", String(items.length));
      if (count) {
        count.hidden = !items.length;
        var number = count.querySelector("[data-outbox-number]");
        if (number) number.textContent = String(items.length);
      }
      if (!box) return items;
      if (!items.length) remark("");
      var list = box.querySelector("[data-outbox-list]");
      list.textContent = "";
      items.forEach(function (item) { list.append(row(item)); });
      told.slice(0, 5).forEach(function (one) { list.append(notice(one)); });
      document.dispatchEvent(new CustomEvent("pamong:queue"));
      box.hidden = !(items.length || told.length || box.querySelector("[data-outbox-note]").textContent);
      return items;
    });
  }

  function remark(text) {
    box.querySelector("[data-outbox-note]").textContent = text;
    if (text) box.hidden = false;
  }

  /* --- what a person does with one item --- */
  function again(item) {
    item.state = "waiting";
    item.reason = "";
    return queue.send(item).then(after).then(show);
  }

  function discard(item) {
    if (!window.confirm(say("sure"))) return;
    if (editing && editing.key === item.key) stopEditing();
    queue.remove(item.key).then(show);
  }

  function edit(item) {
    var target = form();
    editing = item;
    target.setAttribute("data-editing", "");
    if (target.closest("[hidden]")) target.closest("[hidden]").hidden = false;
    Array.from(target.elements).forEach(function (control) {
      if (!control.name || control.type === "file" || control.type === "hidden" && (control.name !== "version" || item.home)) return;
      var values = item.fields.filter(function (pair) { return pair[0] === control.name; }).map(function (pair) { return pair[1]; });
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.indexOf(control.value) >= 0;
      else if (values.length) control.value = values[0];
    });
    target.dispatchEvent(new Event("change", { bubbles: true }));
    if (item.errors.length) target.querySelectorAll("[data-when-asked]").forEach(function (part) { part.hidden = false; });
    keptFiles(item, target);
    target.scrollIntoView();
    var first = target.querySelector("textarea, input:not([type=hidden])");
    if (first) first.focus({ preventScroll: true });
  }

  function stopEditing() {
    editing = null;
    if (form()) form().removeAttribute("data-editing");
    var kept = form() && form().querySelector("[data-kept-files]");
    if (kept) kept.remove();
  }

  /* --- a form that is sent --- */
  function kept(target, event) {
    var unless = (box.getAttribute("data-unless") || "").split("=");
    if (unless.length === 2 && new FormData(target).get(unless[0]) === unless[1]) return; // anonymous: never on the device
    var presses = event.submitter;
    if (presses && (presses.name || presses.hasAttribute("formaction"))) return; // a button with a meaning of its own
    event.preventDefault();
    event.stopImmediatePropagation();
    if (target.hasAttribute("data-keeping")) return;
    target.setAttribute("data-keeping", "");
    var before = editing, keyed = target.elements[box.getAttribute("data-key-field") || ""];
    if (keyed) keyed.value = before ? before.key : queue.newKey(); // once only by the form's own field
    queue.read(target).then(function (content) {
      if (before) content.files = before.files.concat(content.files);
      if (target.hasAttribute("data-home")) remember(true);
      return queue.add(about(target, content, before), content);
    }).then(function (item) {
      stopEditing();
      target.setAttribute("data-kept", ""); // the next one may be written while this one is being sent
      return Promise.resolve(empty(target)).then(function () {
        remark(say("saved"));
        return show();
      }).then(function () { return queue.send(item); });
    }).then(function (item) {
      var next = !target.hasAttribute("data-kept");
      free(target);
      return after(item, next ? null : target);
    }, function () {
      var there = target.hasAttribute("data-kept");
      free(target);
      remark(say("full"));
      if (!there && navigator.onLine && !target.hasAttribute("data-offline-form")) target.submit(); // no room, or forbidden: the plain way
    });
  }

  /* A second press sends nothing; the first letter of the next one makes the form a new one. */
  function free(target) {
    target.removeAttribute("data-keeping");
    target.removeAttribute("data-kept");
  }

  function begun(event) {
    var target = event.target.form;
    if (target && target.hasAttribute("data-kept")) free(target);
  }

  function about(target, content, before) {
    function value(name) {
      var found = content.fields.filter(function (pair) { return pair[0] === name; })[0];
      return found ? found[1].trim() : "";
    }
    var details = (box.getAttribute("data-detail-fields") || "").split(",").map(value).filter(Boolean).map(written);
    return {
      key: before ? before.key : value(box.getAttribute("data-key-field")), receipt: box.getAttribute("data-receipt"), queuedAt: before ? before.queuedAt : 0, kind: box.getAttribute("data-kind"), owner: owner,
      url: target.getAttribute("action") || location.pathname, detail: details.join(" · "),
      home: target.getAttribute("data-home") || "",
      title: value(box.getAttribute("data-title-field")).slice(0, 100) || "–"
    };
  }

  function forgetTyped(head) {
    try {
      Object.keys(sessionStorage).forEach(function (key) { if (key.indexOf(head) === 0) sessionStorage.removeItem(key); });
    } catch (error) { /* forbidden */ }
  }

  /* The texts typed into a form are in the queue or on the server now: app.js need not keep them. */
  function empty(target) {
    forgetTyped("pamong-draft:" + location.pathname + ":" + (target.hasAttribute("data-home") ? target.id + ":" : ""));
    target.reset();
    target.dispatchEvent(new Event("change", { bubbles: true }));
    return target.hasAttribute("data-offline-form") ? offlineForm() : null;
  }

  /* The form as the server gives it back, with its errors beside the fields; the files are still with us. */
  function refused(item, target) {
    var fresh = item.page && target.id && item.page.getElementById(target.id);
    var summary = item.page && item.page.querySelector("[data-error-summary]");
    if (!fresh || !summary) {
      edit(item); // as it was written
      remark(item.errors.join(" ") || say(item.reason));
      box.scrollIntoView();
      return;
    }
    document.querySelectorAll("[data-error-summary]").forEach(function (old) { old.remove(); });
    target.replaceChildren.apply(target, Array.from(document.importNode(fresh, true).childNodes));
    target.dispatchEvent(new Event("change", { bubbles: true })); // parts of one choice only
    keptFiles(item, target);
    summary = document.importNode(summary, true);
    target.before(summary);
    var word = summary.getAttribute("data-title-word") || "Kesalahan:";
    if (document.title.indexOf(word) !== 0) document.title = word + " " + document.title;
    if (window.htmx) window.htmx.process(target);
    remark("");
    summary.focus();
    var root = document.documentElement;
    root.setAttribute("data-refused", String(Number(root.getAttribute("data-refused") || 0) + 1));
  }

  function keptFiles(item, target) {
    var kept = target.querySelector("[data-kept-files]") || make("p", "pm-note pm-note-info pm-small");
    kept.setAttribute("data-kept-files", "");
    kept.textContent = say("kept-files") + " " + item.files.map(function (file) { return file.name; }).join(", ");
    if (item.files.length) target.prepend(kept);
  }

  function after(item, target) {
    if (item.state === "sent") {
      if (!target) refresh();
      else if (item.receipt) receipt(item);
      else {
        return queue.dismiss(item.key).then(function () { // the page to come says it
          window.location.assign(item.answer.url || location.href);
          return item;
        });
      }
    } else if (target && item.state === "fix") {
      editing = item;
      refused(item, target);
    } else if (target) {
      remark(say(item.reason || "offline"));
      box.scrollIntoView({ block: "nearest" });
    }
    return show().then(function () { return item; });
  }

  /* Parts of the page that show what is stored fetch themselves again. */
  function refresh() {
    document.querySelectorAll("[data-live]").forEach(function (part) { part.dispatchEvent(new CustomEvent("live", { bubbles: true })); });
  }

  function sync() {
    return queue.expire().then(function () {
      return queue.sync(owner, function (item) {
        if (item.state === "sent") { refresh(); if (box) remark(""); }
        show();
      });
    }).then(show).catch(function () { /* the store is closed to us: forms work as always */ });
  }

  /* --- signing out takes everything along, after a question --- */
  function leaving(event) {
    var target = event.target;
    if (!target.matches || !target.matches("[data-sign-out]") || target.hasAttribute("data-wiped")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    queue.list(owner).then(function (items) {
      var question = (box || count).getAttribute("data-t-signout").replace("{n}", String(items.length));
      if (items.length && !window.confirm(question)) return null;
      forgetTyped("pamong-draft:");
      return queue.wipe(owner).then(function () {
        target.setAttribute("data-wiped", "");
        target.submit();
      });
    }).catch(function () { target.submit(); });
  }

  /* --- lists of choices, for the page that opens without a connection --- */
  function remember(kept) {
    var target = form();
    if (target && target.hasAttribute("data-home") && !kept) return; // of a list that is taken along on purpose only
    if (!target || target.hasAttribute("data-offline-form") || !owner || box.hasAttribute("data-key-field")) return;
    var lists = Array.from(target.querySelectorAll("select[name]")).map(function (list) {
      return [list.name, Array.from(list.options).map(function (option) { return [option.value, option.text]; })];
    });
    queue.remember(CONTEXT + box.getAttribute("data-kind"), owner, { lists: lists, action: target.getAttribute("action") });
  }

  function offlineForm() {
    var target = form();
    var known = queue.recall(CONTEXT + box.getAttribute("data-kind"));
    return known.then(function (context) {
      if (!context) return;
      owner = context.owner;
      if (context.value.action) target.setAttribute("action", context.value.action);
      context.value.lists.forEach(function (pair) {
        var list = target.elements[pair[0]];
        if (!list || !list.options) return;
        list.textContent = "";
        pair[1].forEach(function (option) { list.append(new Option(option[1], option[0])); });
      });
      var now = new Date(), two = function (n) { return ("0" + n).slice(-2); };
      target.hidden = false;
      document.querySelectorAll("[data-offline-unknown]").forEach(function (part) { part.hidden = true; });
      if (!target.elements.ends) return;
      if (!target.elements.ends.value) target.elements.ends.value = two(now.getHours()) + ":" + two(now.getMinutes());
      if (!target.elements.day.value) target.elements.day.value = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    });
  }

  /* --- installing --- */
  function offer(event) {
    var place = document.querySelector("[data-install]");
    var later = null;
    try { later = localStorage.getItem("pamong-install-later"); } catch (error) { /* forbidden */ }
    if (!place || (later && Date.now() - Number(later) < 30 * 86400000)) return;
    event.preventDefault();
    install = event;
    place.hidden = false;
    place.querySelector("[data-install-now]").addEventListener("click", function () { install.prompt(); place.hidden = true; });
    place.querySelector("[data-install-later]").addEventListener("click", function () {
      try { localStorage.setItem("pamong-install-later", String(Date.now())); } catch (error) { /* forbidden */ }
      place.hidden = true;
    });
  }

  document.addEventListener("submit", function (event) {
    if (box && form() && event.target === form()) kept(event.target, event);
    else leaving(event);
  }, true);
  document.addEventListener("input", begun);
  document.addEventListener("change", begun);
  window.addEventListener("beforeinstallprompt", offer);
  window.addEventListener("online", sync);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) sync(); });
  window.setInterval(function () { if (!document.hidden) sync(); }, EVERY);

  if (form() && form().hasAttribute("data-needs-queue")) {
    form().hidden = false;
    document.querySelectorAll("[data-offline-unknown]").forEach(function (part) { part.hidden = true; });
  }
  var offline = box && form() && form().hasAttribute("data-offline-form");
  (offline ? offlineForm() : Promise.resolve()).then(function () { remember(); return sync(); });
})();
