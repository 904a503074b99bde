// Live updates. Every element with data-live="board:5" gets the event `live` when that topic fires; one EventSource serves
// the whole page. Elements with data-live-state show whether the page is connected. Loaded as a module or deferred script.
(function () {
  "use strict";
  var PAUSE = 400; // ms: many events in a row fetch a fragment once
  var source = null;
  var topics = "";
  var mark = "";
  var wasOpen = false;
  var failures = 0;
  var retry = 0;
  var timers = new Map();

  function elements() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-live]"));
  }

  function topicsOf(element) {
    return (element.getAttribute("data-live") || "").split(/[\s,]+/).filter(Boolean);
  }

  function wanted() {
    var all = new Set();
    elements().forEach(function (element) {
      topicsOf(element).forEach(function (topic) { all.add(topic); });
    });
    return Array.from(all).sort().join(",");
  }

  function show(state) {
    document.querySelectorAll("[data-live-state]").forEach(function (element) {
      if (element.getAttribute("data-live-state") === state) return;
      element.setAttribute("data-live-state", state);
      element.textContent = element.getAttribute("data-live-" + state) || (state === "on" ? "terhubung" : "terputus");
    });
  }

  function tell(element, detail) {
    if (timers.has(element)) return;
    timers.set(element, window.setTimeout(function () {
      timers.delete(element);
      if (element.isConnected) element.dispatchEvent(new CustomEvent("live", { bubbles: true, detail: detail }));
    }, PAUSE));
  }

  function fire(topic, detail) {
    elements().forEach(function (element) {
      if (!topic || topicsOf(element).indexOf(topic) >= 0) tell(element, detail);
    });
  }

  function keep(event) {
    mark = event.lastEventId || mark;
  }

  function heard(event) {
    keep(event);
    var detail = {};
    try { detail = JSON.parse(event.data); } catch (error) { return; }
    fire(detail.topic, detail);
  }

  function close() {
    window.clearTimeout(retry);
    if (source) source.close();
    source = null;
  }

  function open() {
    close();
    topics = wanted();
    if (!topics || !window.EventSource) return;
    var url = "/live/stream?topics=" + encodeURIComponent(topics) + "&age=" + Math.ceil(performance.now() / 1000);
    if (mark) url += "&after=" + encodeURIComponent(mark);
    var opened = new EventSource(url);
    source = opened;
    opened.onopen = function () {
      failures = 0;
      show("on");
      if (wasOpen) fire("", { again: true }); // after a gap every part fetches itself again
      wasOpen = true;
    };
    opened.addEventListener("mark", keep);
    ["board", "person", "job", "wall"].forEach(function (kind) { opened.addEventListener(kind, heard); });
    opened.onerror = function () {
      if (source !== opened) return;
      show("off");
      if (opened.readyState !== EventSource.CLOSED) return; // the browser itself tries again
      failures += 1;
      var wait = Math.min(60000, 1000 * Math.pow(2, failures)) * (0.5 + Math.random());
      retry = window.setTimeout(open, wait);
    };
  }

  function refresh() {
    if (wanted() !== topics) open();
  }

  document.addEventListener("htmx:afterSettle", refresh);
  document.addEventListener("htmx:after:settle", refresh);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { mark = mark || "0"; open(); } });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", open);
  else open();
})();
