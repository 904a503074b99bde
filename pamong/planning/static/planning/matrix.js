/* The role-result matrix by dragging: what is dropped into a box sets its list; the list moves it. Without this file, and on a
   phone (a finger scrolls), the lists do all of it, and with it they remain the way of the keyboard. */
(function () {
  "use strict";

  if (!window.matchMedia("(pointer: fine) and (min-width: 62rem)").matches) return;

  function place(card, item) {
    var zone = card.querySelector("[data-zone='" + item.querySelector("select").value + "']");
    if (zone && item.parentElement !== zone) zone.appendChild(item);
    item.setAttribute("data-role", item.querySelector("select").value);
  }

  function prepare(card) {
    var zones = card.querySelector("[data-zones]"), list = card.querySelector("[data-list]"), held = null;
    zones.hidden = false;
    Array.from(list.children).forEach(function (row) {
      var item = document.createElement("div");
      item.className = row.className;
      while (row.firstChild) item.appendChild(row.firstChild);
      item.draggable = true;
      item.addEventListener("dragstart", function (event) {
        held = item;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
      });
      item.addEventListener("dragend", function () { held = null; });
      item.querySelector("select").addEventListener("change", function (event) {
        place(card, item);
        event.target.focus();
      });
      place(card, item);
    });
    list.remove();
    Array.from(zones.children).forEach(function (zone) {
      zone.addEventListener("dragover", function (event) {
        if (!held) return;
        event.preventDefault();
        zone.setAttribute("data-over", "");
      });
      zone.addEventListener("dragleave", function () { zone.removeAttribute("data-over"); });
      zone.addEventListener("drop", function (event) {
        zone.removeAttribute("data-over");
        if (!held) return;
        event.preventDefault();
        held.querySelector("select").value = zone.getAttribute("data-zone");
        place(card, held);
      });
    });
  }

  document.querySelectorAll("[data-matrix]").forEach(prepare);
  document.querySelectorAll("[data-drag-hint]").forEach(function (hint) { hint.hidden = false; });
})();
