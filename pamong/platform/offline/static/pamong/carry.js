/* What a person takes along on purpose, to read it where there is no connection: one list per name, for the signed-in person only.
   It goes when its time is over, at sign-out (offline.js), when somebody else is signed in here, when the password or the session
   is another one, and row by row when it is his no longer. Needs queue.js. ES2017, no eval. */
(function () {
  "use strict";
  var queue = window.pamongQueue;
  if (!queue || !queue.usable) return;
  var HEAD = "carry:";
  var SOON = 60000; // ms between two looks at the server from pages that do not show the list
  var mark = document.querySelector("[data-outbox-count]");
  var owner = mark ? mark.getAttribute("data-owner") : "";

  function over(row) {
    var now = Date.now();
    return now > row.value.until || now < row.value.at - 300000 || Boolean(owner) && row.owner !== owner;
  }

  function told() { document.dispatchEvent(new CustomEvent("pamong:carried")); }

  /* What is carried under this name now, or nothing. */
  function carried(name) {
    return queue.recall(HEAD + name).then(function (row) {
      if (!row || !over(row)) return row || null;
      return queue.forget(HEAD + name).then(function () { return null; });
    });
  }

  function mine() {
    return queue.contexts().then(function (rows) {
      var others = rows.filter(function (row) { return owner && row.owner !== owner; }); // somebody else signs in on this phone
      return Promise.all(others.map(function (row) { return queue.forget(row.name); })).then(function () { return rows; });
    }).then(function (rows) {
      rows = rows.filter(function (row) { return row.name.indexOf(HEAD) === 0; });
      return Promise.all(rows.filter(over).map(function (row) { return queue.forget(row.name); })).then(function () {
        return rows.filter(function (row) { return !over(row); });
      });
    });
  }

  /* The server's list; null where it has none for whoever is asking. Fails without a connection. */
  function ask(address) {
    var wanted = { credentials: "same-origin", cache: "no-store", redirect: "manual" };
    return fetch(address, wanted).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 || answer.status === 404) return null;
      var ours = answer.ok && (answer.headers.get("Content-Type") || "").indexOf("json") >= 0;
      return ours ? answer.json() : Promise.reject(new Error("not from us"));
    });
  }

  function take(name, address) {
    return ask(address).then(function (said) {
      if (!said || said.owner !== owner) throw new Error("not signed in");
      var now = Date.now();
      var value = { at: now, until: now + said.hours * 3600000, looked: now, address: address.split("?")[0], seal: said.seal, rows: said.rows };
      return queue.remember(HEAD + name, owner, value).then(told);
    });
  }

  function drop(name) { return queue.forget(HEAD + name).then(told); }

  /* At every contact: rows that are his no longer go, the others are what they are now; the time to live stays as it was. */
  function look(row) {
    var keys = row.value.rows.map(function (one) { return "kasus=" + encodeURIComponent(one.key); });
    if (!keys.length) return queue.forget(row.name);
    return ask(row.value.address + "?" + keys.join("&")).then(function (said) {
      if (!said || said.owner !== row.owner || said.seal !== row.value.seal || !said.rows.length) return queue.forget(row.name);
      return queue.change(row.name, function (there) {
        if (there.owner !== row.owner) return there;
        return Object.assign({}, there, { value: Object.assign({}, there.value, { rows: said.rows, looked: Date.now() }) });
      });
    }).catch(function () { /* no connection: it stays as it is */ });
  }

  function lookAll(now) {
    return mine().then(function (rows) {
      var due = rows.filter(function (row) { return now || Date.now() - row.value.looked > SOON; });
      return Promise.all(due.map(look));
    }).then(told).catch(function () { /* the store is closed to us: nothing is carried */ });
  }

  window.pamongCarry = { take: take, drop: drop, carried: carried, look: function () { return lookAll(true); } };
  window.addEventListener("online", function () { lookAll(true); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) lookAll(false); });
  lookAll(Boolean(document.querySelector("[data-carry]")));
})();
