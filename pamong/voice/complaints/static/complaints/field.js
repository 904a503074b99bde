/* Field visits: takes the list along, shows it without a connection, and points the one form at the chosen place.
   Needs queue.js and carry.js; with a connection the page works without any of them. ES2017, no eval. */
(function () {
  "use strict";
  var queue = window.pamongQueue, carry = window.pamongCarry;
  var NAME = "lapangan";
  var box = document.querySelector("[data-carry]");
  if (!queue || !queue.usable || !carry || !box) return;
  var list = document.querySelector("[data-carried-list]"); // on the page that opens without a connection
  var words = document.querySelector("[data-carry-says]");
  var wanted = new URLSearchParams(location.search).get("isi") || "";
  var aimed = "";

  function say(name) { return box.getAttribute("data-t-" + name) || ""; }
  function part(name) { return box.querySelector("[data-carry-" + name + "]"); }

  function moment(time) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
  }

  function date(text) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date(text + "T12:00"));
  }

  function put(card, name, text) {
    card.querySelectorAll("[data-f=" + name + "]").forEach(function (place) {
      place.textContent = text || "";
      (place.closest("[data-if]") || place).hidden = !text;
    });
  }

  function card(row, waiting) {
    var made = document.querySelector("template[data-stop]").content.cloneNode(true);
    var names = { number: row.number, category: row.category, where: row.where, why: row.title, text: row.text, answer: row.answer };
    Object.keys(names).forEach(function (name) { put(made, name, names[name]); });
    put(made, "point", row.point);
    put(made, "due", row.due ? date(row.due) : "");
    put(made, "seen", row.seen ? date(row.seen) : "");
    var map = made.querySelector("[data-map]");
    if (row.point) map.href = "geo:" + row.point + "?q=" + row.point;
    map.hidden = !row.point;
    made.querySelector("[data-fill]").href = "?isi=" + encodeURIComponent(row.key);
    made.querySelector("[data-filled]").hidden = !waiting;
    return made;
  }

  /* The one form, for this place. */
  function aim(row, waiting) {
    var part = document.querySelector("[data-field-form]"), target = part.querySelector("form");
    var outbox = document.querySelector("[data-outbox]");
    part.hidden = !row || waiting && !target.hasAttribute("data-editing");
    if (!row || aimed === row.key) return;
    aimed = row.key;
    target.id = "hasil-" + row.key;
    outbox.setAttribute("data-form", target.id);
    target.setAttribute("action", row.url);
    target.setAttribute("data-home", row.home);
    target.elements.why.value = row.why;
    target.elements.nomor.value = row.number;
    target.elements.version.value = row.version;
    part.querySelector("[data-public-note]").hidden = row.why !== "lapangan";
    part.querySelector("[data-f=place]").textContent = row.number + " · " + row.where;
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: target } })); // typed words come back (app.js)
    if (!waiting) part.scrollIntoView();
  }

  function show() {
    return carry.carried(NAME).then(function (row) {
      var rows = row ? row.value.rows : [];
      words.textContent = row ? say("has").replace("{n}", rows.length).replace("{at}", moment(row.value.at)).replace("{until}", moment(row.value.until)) : "";
      words.hidden = !row;
      part("drop").hidden = !row;
      if (part("why")) part("why").hidden = Boolean(row);
      if (part("take")) part("take").querySelector("span").textContent = row ? say("anew") : say("take");
      if (!list) return;
      document.querySelectorAll("[data-carried-none]").forEach(function (one) { one.hidden = Boolean(row); });
      return queue.list(row ? row.owner : "").then(function (items) {
        list.textContent = "";
        function waits(one) { return items.some(function (item) { return item.home === one.home; }); }
        rows.forEach(function (one) { list.append(card(one, waits(one))); });
        var chosen = rows.filter(function (one) { return one.key === wanted; })[0];
        aim(chosen, Boolean(chosen) && waits(chosen));
      });
    }).catch(function () { /* the store is closed to us */ });
  }

  box.hidden = false;
  if (part("take")) {
    part("take").addEventListener("click", function () {
      words.hidden = false;
      words.textContent = say("taking");
      var kind = "form:visit", owner = box.getAttribute("data-owner");
      carry.take(NAME, box.getAttribute("data-address")).then(function () {
        return queue.remember(kind, owner, { lists: [], action: "" }); // whose page it is without a connection
      }).then(show, function () { words.textContent = say("failed"); });
    });
  }
  part("drop").addEventListener("click", function () { if (window.confirm(say("sure"))) carry.drop(NAME).then(show); });
  document.addEventListener("pamong:carried", show);
  document.addEventListener("pamong:queue", show);
  show();
})();
