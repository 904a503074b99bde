/* A queue of forms on this device: what was written stays until the server says that it has it, byte for byte.
   Storage and sending only; offline.js shows it. Everything belongs to an owner (the signed-in person) and is never
   sent or shown for another. Needs a secure context; without it pages work as plain forms. ES2017, no eval. */
(function () {
  "use strict";
  var DAYS = 7;
  var LIFE = DAYS * 24 * 3600 * 1000;
  var PUBLIC = "publik"; // owner of what is written without signing in
  var opening = null;

  var usable = Boolean(window.isSecureContext && window.indexedDB && window.fetch && window.crypto && crypto.subtle);

  function database() {
    if (!opening) {
      opening = new Promise(function (resolve, reject) {
        var asked = indexedDB.open("pamong", 1);
        asked.onupgradeneeded = function () {
          asked.result.createObjectStore("items", { keyPath: "key" });
          asked.result.createObjectStore("told", { keyPath: "key" });
          asked.result.createObjectStore("context", { keyPath: "name" });
        };
        asked.onsuccess = function () { resolve(asked.result); };
        asked.onerror = function () { opening = null; reject(asked.error); };
      });
    }
    return opening;
  }

  /* One transaction; it counts only once it is on the disk ("strict"), so that a killed browser loses nothing it showed. */
  function within(store, mode, act) {
    return database().then(function (db) {
      return new Promise(function (resolve, reject) {
        var work = db.transaction(store, mode, { durability: "strict" });
        var asked = act(work.objectStore(store));
        work.oncomplete = function () { resolve(asked && asked.result); };
        work.onerror = work.onabort = function () { reject(work.error); };
      });
    });
  }

  function all(store) { return within(store, "readonly", function (rows) { return rows.getAll(); }); }
  function put(store, row) { return within(store, "readwrite", function (rows) { rows.put(row); }).then(function () { return row; }); }
  function drop(store, key) { return within(store, "readwrite", function (rows) { rows.delete(key); }); }
  function get(store, key) { return within(store, "readonly", function (rows) { return rows.get(key); }); }

  /* Changes a row only where it still is: what was wiped meanwhile does not come back. */
  function change(store, key, act) {
    return within(store, "readwrite", function (rows) {
      var asked = rows.get(key);
      asked.onsuccess = function () { if (asked.result) rows.put(act(asked.result)); };
    });
  }

  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }

  function hash(bytes) {
    return crypto.subtle.digest("SHA-256", bytes).then(function (digest) {
      return Array.from(new Uint8Array(digest), function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
    });
  }

  /* What a form holds, as it would be sent: texts, and files as bytes with their hash. */
  function read(form) {
    var fields = [], files = [];
    new FormData(form).forEach(function (value, name) {
      if (name === "csrfmiddlewaretoken" || name === "idempotency_key") return;
      if (typeof value === "string") fields.push([name, value]);
      else if (value.size || value.name) files.push([name, value]);
    });
    return Promise.all(files.map(function (pair) {
      return pair[1].arrayBuffer().then(function (bytes) {
        return hash(bytes).then(function (sha256) {
          return { field: pair[0], name: pair[1].name, type: pair[1].type, bytes: bytes, sha256: sha256 };
        });
      });
    })).then(function (kept) { return { fields: fields, files: kept }; });
  }

  function add(about, content) {
    return put("items", {
      key: about.key || newKey(), kind: about.kind, owner: about.owner, url: about.url, title: about.title,
      detail: about.detail, home: about.home || "", receipt: about.receipt || "", fields: content.fields, files: content.files, state: "waiting", reason: "", errors: [], queuedAt: about.queuedAt || Date.now(), tries: 0
    });
  }

  function list(owner) {
    return all("items").then(function (items) {
      return items.filter(function (item) { return item.owner === owner; })
        .sort(function (a, b) { return a.queuedAt - b.queuedAt; });
    });
  }

  /* What is older than a week goes, whoever it belongs to; its owner is told that it went. */
  function expire() {
    return all("items").then(function (items) {
      var old = items.filter(function (item) { return Date.now() - item.queuedAt > LIFE; });
      return Promise.all(old.map(function (item) {
        var notice = { key: item.key, owner: item.owner, what: "expired", title: item.receipt ? "–" : item.title, at: item.queuedAt };
        return put("told", notice).then(function () { return drop("items", item.key); });
      }));
    });
  }

  /* What went: sent things are told for an hour, those with a receipt for a week, expired ones until their owner closed the notice. */
  function told(owner) {
    return all("told").then(function (rows) {
      var old = rows.filter(function (row) { return row.what === "sent" && Date.now() - row.at > (row.receipt ? LIFE : 3600000); });
      return Promise.all(old.map(function (row) { return drop("told", row.key); })).then(function () {
        return rows.filter(function (row) { return row.owner === owner && old.indexOf(row) < 0; });
      });
    });
  }

  function wipe(owner) {
    return Promise.all(["items", "told", "context"].map(function (store) {
      return all(store).then(function (rows) {
        return Promise.all(rows.filter(function (row) { return row.owner === owner; }).map(function (row) {
          return drop(store, row.key || row.name);
        }));
      });
    }));
  }

  function token() {
    var found = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
    return found ? decodeURIComponent(found[1]) : "";
  }

  function body(item) {
    var form = new FormData();
    item.fields.forEach(function (pair) { form.append(pair[0], pair[1]); });
    item.files.forEach(function (file) {
      form.append(file.field, new File([file.bytes], file.name, { type: file.type }));
    });
    return form;
  }

  function same(item, answer) {
    var mine = item.files.map(function (file) { return file.sha256; }).sort().join();
    return mine === (answer.received || []).slice().sort().join();
  }

  function note(item, state, reason, more) {
    item.state = state;
    item.reason = reason;
    item.errors = (more && more.errors) || [];
    return get("items", item.key).then(function (there) { return there ? put("items", item) : item; });
  }

  /* The receipt as JSON; a refusal is the page a browser would get: its summary of errors, or its reason. */
  function said(answer) {
    if ((answer.headers.get("Content-Type") || "").indexOf("json") >= 0) return answer.json();
    return answer.text().then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      var lines = page.querySelectorAll("[data-error-summary] li, [data-error-reason]");
      var errors = Array.from(lines).map(function (line) { return line.textContent.replace(/\s+/g, " ").trim(); });
      return { errors: errors.filter(Boolean).slice(0, 8), page: page };
    });
  }

  function judged(item, answer) {
    var refused = answer.headers.get("X-Pamong-Refused"); // not "who are you?" but "not (any more) for you"
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 && !refused) {
      return note(item, "waiting", item.owner === PUBLIC ? "busy" : "signin");
    }
    if (answer.status === 429 || answer.status >= 500) return note(item, "waiting", "busy");
    return said(answer).then(function (said) {
      if (answer.ok && said.id) {
        if (!same(item, said)) return note(item, "fix", "bytes");
        var done = { key: item.key, owner: item.owner, what: "sent", title: item.title, at: Date.now(), url: said.url };
        if (item.receipt) Object.assign(done, { title: said.id, receipt: item.receipt }); // of what was written nothing stays
        return put("told", done).then(function () { return drop("items", item.key); }).then(function () {
          item.state = "sent";
          item.answer = said;
          return item;
        });
      }
      if (answer.ok) return note(item, "waiting", "offline"); // not from us: a network that asks to sign in first
      return note(item, "fix", said.reason || (refused ? "away" : answer.status === 409 ? "conflict" : "refused"), said).then(function (after) {
        after.page = said.page; // for the form that is still open; never stored
        return after;
      });
    });
  }

  /* Send one item. Its key makes a repetition harmless: after a lost answer the server repeats its first one. */
  function send(item) {
    item.tries += 1;
    return put("items", item).then(function () {
      return token() || item.owner !== PUBLIC ? null : fetch(item.url, { credentials: "same-origin", cache: "no-store" });
    }).then(function () {
      return fetch(item.url, {
        method: "POST", body: body(item), credentials: "same-origin", redirect: "manual", cache: "no-store",
        headers: {
          "Idempotency-Key": item.key, "X-CSRFToken": token(), "X-Pamong-Queue": item.owner,
          "X-Pamong-Written-At": new Date(item.queuedAt).toISOString(), "X-Pamong-Sent-At": new Date().toISOString()
        }
      });
    }).then(function (answer) { return judged(item, answer); })
      .catch(function () { return note(item, "waiting", "offline"); }); // no answer, or half of one
  }

  /* Send what waits, one after the other, in one window at a time. Ends at the first sign that there is no connection. */
  function sync(owner, each) {
    function run() {
      return list(owner).then(function (items) {
        return items.filter(function (item) { return item.state === "waiting"; }).reduce(function (before, item) {
          return before.then(function (stop) {
            if (stop) return true;
            return send(item).then(function (after) {
              if (each) each(after);
              return after.state === "waiting";
            });
          });
        }, Promise.resolve(false));
      });
    }
    if (!navigator.locks) return run();
    return navigator.locks.request("pamong-queue", { ifAvailable: true }, function (lock) { return lock ? run() : null; });
  }

  window.pamongQueue = {
    usable: usable, days: DAYS, newKey: newKey, token: token, read: read, add: add, list: list, send: send, sync: sync, expire: expire, told: told, wipe: wipe,
    get: function (key) { return get("items", key); },
    remove: function (key) { return drop("items", key); },
    dismiss: function (key) { return drop("told", key); },
    contexts: function () { return all("context"); },
    forget: function (name) { return drop("context", name); },
    change: function (name, act) { return change("context", name, act); },
    remember: function (name, owner, value) { return put("context", { name: name, owner: owner, value: value, at: Date.now() }); },
    recall: function (name) { return get("context", name); }
  };
})();
