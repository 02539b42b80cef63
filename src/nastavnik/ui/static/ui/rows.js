/* Rows typed in a form: one more, one less, and cells copied in Excel spread over the rows below. */
(function () {
  "use strict";

  function cells(row) { return Array.prototype.slice.call(row.querySelectorAll("textarea")); }
  function add(body) {
    var row = body.rows[body.rows.length - 1].cloneNode(true);
    cells(row).forEach(function (cell) { cell.value = ""; });
    body.append(row);
    number(body);
    return row;
  }
  function number(body) {
    Array.prototype.forEach.call(body.rows, function (row, index) {
      row.querySelectorAll("[aria-label]").forEach(function (part) {
        part.setAttribute("aria-label", part.getAttribute("aria-label").replace(/\d+$/, index + 1));
      });
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-rows-add], [data-rows-drop]") : null;
    if (!button) return;
    var body = button.closest("[data-rows]").querySelector("tbody");
    if (button.hasAttribute("data-rows-add")) { cells(add(body))[0].focus(); return; }
    var row = button.closest("tr"), near = row.nextElementSibling || row.previousElementSibling;
    if (near) { row.remove(); number(body); cells(near)[0].focus(); }
    else cells(row).forEach(function (cell) { cell.value = ""; });
    body.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("paste", function (event) {
    var cell = event.target.closest ? event.target.closest("[data-rows] textarea") : null;
    var text = cell && event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!/\t|\n[^\n]/.test(text)) return;
    event.preventDefault();
    var row = cell.closest("tr"), body = row.parentElement, from = cells(row).indexOf(cell);
    text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").forEach(function (line, index) {
      if (index) row = row.nextElementSibling || add(body);
      line.split("\t").forEach(function (part, shift) {
        var place = cells(row)[from + shift];
        if (place) place.value = part.trim();
      });
    });
    body.dispatchEvent(new Event("input", { bubbles: true }));
  });
  /* Enter goes to the next row: a cell is one line of the paper. */
  document.addEventListener("keydown", function (event) {
    var cell = event.key === "Enter" && event.target.closest ? event.target.closest("[data-rows] textarea") : null;
    if (!cell || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    var row = cell.closest("tr"), at = cells(row).indexOf(cell);
    cells(row.nextElementSibling || add(row.parentElement))[at].focus();
  });
})();
