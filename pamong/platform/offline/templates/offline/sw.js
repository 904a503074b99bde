/* Service worker of Pamong, version {{ version }}. It keeps the files that make a page, and pages for writing down work or a
   report without a connection. Pages with personal content are never kept: they always come from the server. */
"use strict";
{% autoescape off %}const CACHE = "pamong-{{ version }}";
const FILES = {{ files }};
const PAGES = {{ pages }};
const TITLE = {{ title }};
const NEWS = {{ news }};
const ICON = {{ icon }};{% endautoescape %}

/* A page without cookies: what is kept is nobody's. */
function keep(cache, page) {
  return fetch(new Request(page, { credentials: "omit", cache: "reload" })).then(function (answer) {
    if (!answer.ok || answer.redirected) throw new Error("no offline page");
    return cache.put(page, answer);
  });
}

/* The page that stands in for an address: of the first beginning that fits. */
function standIn(url) {
  const path = new URL(url).pathname;
  return PAGES.filter(function (pair) { return path.indexOf(pair[0]) === 0; })[0][1];
}

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (cache) {
    return Promise.all([cache.addAll(FILES)].concat(PAGES.map(function (pair) { return keep(cache, pair[1]); })));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf("pamong-") === 0 && name !== CACHE;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

function kept(request) {
  return caches.open(CACHE).then(function (cache) { return cache.match(request, { ignoreVary: true }); });
}

self.addEventListener("fetch", function (event) {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const page = standIn(request.url);
    event.respondWith(fetch(request).catch(function () {
      return kept(page).then(function (found) { return found || Response.error(); });
    }));
    if (new URL(request.url).pathname === page) { // opened with a connection: its lists may have changed
      event.waitUntil(caches.open(CACHE).then(function (cache) { return keep(cache, page); }).catch(function () { /* none */ }));
    }
    return;
  }
  if (FILES.indexOf(new URL(request.url).pathname) >= 0) {
    event.respondWith(kept(request).then(function (file) { return file || fetch(request); }));
  }
});

/* A push says only that there is news; what it is stands behind the sign-in. */
self.addEventListener("push", function (event) {
  event.waitUntil(self.registration.showNotification(TITLE, {
    body: NEWS, tag: "pamong", icon: ICON, lang: "id", data: "/pemberitahuan/"
  }));
});

self.addEventListener("notificationclick", function (event) {
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (windows) {
    const open = windows.filter(function (one) { return new URL(one.url).origin === self.location.origin; })[0];
    if (!open) return self.clients.openWindow(event.notification.data);
    return open.focus().then(function () { return open.navigate(event.notification.data); });
  }));
});
