/* What a photo tells of when and where it was taken and which program touched it, carried over when it is made smaller: the check of
   proof photos asks for that. Nothing else of its metadata comes along: no owner, no number of the camera, no name. ES2017, no eval. */
(function () {
  "use strict";
  var HEAD = 262144; // bytes of the file that are looked through
  var MADE = /trainedAlgorithmicMedia|Stable Diffusion|Midjourney|DALL.E|Firefly/i;
  var TOOL = /CreatorTool(?:="|>)([^"<]{1,60})/;
  var SOFTWARE = 0x0131, PROCESSING = 0x000b, INNER = 0x8769, PLACE = 0x8825, TAKEN = 0x9003, DIGITIZED = 0x9004;
  var WIDTH = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 };

  function text(view, at, length) {
    var found = "";
    for (var n = 0; n < length && at + n < view.byteLength; n += 1) found += String.fromCharCode(view.getUint8(at + n));
    return found;
  }

  /* Where the TIFF part of a JPEG's Exif begins, or -1. */
  function tiffOf(view) {
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return -1;
    var at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
      var kind = view.getUint8(at + 1);
      if (kind === 0xda) return -1;
      if (kind === 0xe1 && text(view, at + 4, 6) === "Exif\0\0") return at + 10;
      at += 2 + view.getUint16(at + 2);
    }
    return -1;
  }

  /* The entries of one directory: tag → bytes in network order. */
  function entries(view, tiff, at, little) {
    var found = {};
    var count = view.getUint16(tiff + at, little);
    for (var n = 0; n < Math.min(count, 200); n += 1) {
      var entry = tiff + at + 2 + 12 * n, kind = view.getUint16(entry + 2, little);
      var many = view.getUint32(entry + 4, little), size = (WIDTH[kind] || 0) * many;
      if (!size || size > 200) continue;
      var from = size > 4 ? tiff + view.getUint32(entry + 8, little) : entry + 8;
      var unit = kind === 5 ? 4 : WIDTH[kind], bytes = new Uint8Array(size), out = new DataView(bytes.buffer);
      for (var one = 0; one < size; one += unit) {
        if (unit === 1) out.setUint8(one, view.getUint8(from + one));
        else if (unit === 2) out.setUint16(one, view.getUint16(from + one, little));
        else out.setUint32(one, view.getUint32(from + one, little));
      }
      found[view.getUint16(entry, little)] = { kind: kind, many: many, bytes: bytes, number: unit === 4 ? out.getUint32(0) : 0 };
    }
    return found;
  }

  function words(text) {
    var bytes = new Uint8Array(text.length + 1);
    for (var n = 0; n < text.length; n += 1) bytes[n] = text.charCodeAt(n) & 127;
    return { kind: 2, many: bytes.length, bytes: bytes };
  }

  function told(entry) { return entry && entry.kind === 2 ? text(new DataView(entry.bytes.buffer), 0, entry.bytes.length).replace(/\0[^]*$/, "") : ""; }

  /* Only these entries, of what the file tells. */
  function wanted(view) {
    var tiff = tiffOf(view), first = {}, inner = {}, place = {};
    if (tiff >= 0) {
      var little = view.getUint16(tiff) === 0x4949;
      first = entries(view, tiff, view.getUint32(tiff + 4, little), little);
      if (first[INNER]) inner = entries(view, tiff, first[INNER].number, little);
      if (first[PLACE]) place = entries(view, tiff, first[PLACE].number, little);
    }
    var beside = text(view, 0, view.byteLength), made = MADE.exec(beside), tool = TOOL.exec(beside);
    var program = [told(first[SOFTWARE]), told(first[PROCESSING]), tool && tool[1], made && made[0]].filter(Boolean).join("; ");
    var kept = { first: {}, inner: {}, place: {} };
    if (program) kept.first[SOFTWARE] = words(program.slice(0, 150));
    if (inner[TAKEN] || inner[DIGITIZED]) kept.inner[TAKEN] = words(told(inner[TAKEN] || inner[DIGITIZED]).slice(0, 19));
    if (place[2] && place[4]) [1, 2, 3, 4].forEach(function (tag) { if (place[tag]) kept.place[tag] = place[tag]; });
    return kept;
  }

  function length(directory) {
    return Object.keys(directory).reduce(function (sum, tag) {
      var size = directory[tag].bytes.length;
      return sum + 12 + (size > 4 ? size + size % 2 : 0);
    }, 6);
  }

  function write(out, at, directory) {
    var tags = Object.keys(directory).map(Number).sort(function (a, b) { return a - b; });
    var free = at + 6 + 12 * tags.length;
    out.setUint16(at, tags.length);
    tags.forEach(function (tag, n) {
      var one = directory[tag], entry = at + 2 + 12 * n, size = one.bytes.length, to = size > 4 ? free : entry + 8;
      out.setUint16(entry, tag);
      out.setUint16(entry + 2, one.kind);
      out.setUint32(entry + 4, one.many);
      if (size > 4) { out.setUint32(entry + 8, free); free += size + size % 2; }
      one.bytes.forEach(function (byte, n) { out.setUint8(to + n, byte); });
    });
  }

  function pointer(to) {
    var bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, to);
    return { kind: 4, many: 1, bytes: bytes };
  }

  /* The segment that is put behind the first two bytes of the smaller JPEG; empty where the photo tells nothing. */
  function segment(kept) {
    var some = ["first", "inner", "place"].some(function (name) { return Object.keys(kept[name]).length; });
    if (!some) return new Uint8Array(0);
    kept.first[INNER] = pointer(0);
    kept.first[PLACE] = pointer(0);
    var inner = 8 + length(kept.first), place = inner + length(kept.inner), whole = place + length(kept.place);
    kept.first[INNER] = pointer(inner);
    kept.first[PLACE] = pointer(place);
    var bytes = new Uint8Array(10 + whole), view = new DataView(bytes.buffer), tiff = new DataView(bytes.buffer, 10);
    view.setUint16(0, 0xffe1);
    view.setUint16(2, 8 + whole);
    [69, 120, 105, 102, 0, 0].forEach(function (byte, n) { view.setUint8(4 + n, byte); });
    tiff.setUint16(0, 0x4d4d);
    tiff.setUint16(2, 42);
    tiff.setUint32(4, 8);
    write(tiff, 8, kept.first);
    write(tiff, inner, kept.inner);
    write(tiff, place, kept.place);
    return bytes;
  }

  /* The smaller photo with the origin of the larger one, as parts of a file. */
  window.pamongOrigin = function (file, smaller) {
    return Promise.all([file.slice(0, HEAD).arrayBuffer(), smaller.arrayBuffer()]).then(function (both) {
      return [both[1].slice(0, 2), segment(wanted(new DataView(both[0]))), both[1].slice(2)];
    }).catch(function () { return [smaller]; }); // broken metadata tells nothing
  };
})();
