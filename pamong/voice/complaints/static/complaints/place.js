/* Offers the device's own position where there is one; the list and the words work without it. ES2017. */
(function () {
  "use strict";
  var box = document.querySelector("[data-locate]");
  if (!box || !navigator.geolocation) return;
  var status = box.querySelector("[role=status]");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(
      function (found) {
        document.getElementById("id_latitude").value = found.coords.latitude.toFixed(5);
        document.getElementById("id_longitude").value = found.coords.longitude.toFixed(5);
        status.textContent = status.getAttribute("data-found") + " " + found.coords.latitude.toFixed(4) + ", " + found.coords.longitude.toFixed(4);
      },
      function () { status.textContent = status.getAttribute("data-failed"); },
      { enableHighAccuracy: true, timeout: 10000 }
    );
  });
})();
