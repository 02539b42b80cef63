/* Small behaviours. Every page works without them; nothing here is inline, evaluated or fetched from elsewhere. */
(function () {
  "use strict";

  var on = function (type, selector, act) {
    document.addEventListener(type, function (event) {
      var found = event.target.closest ? event.target.closest(selector) : null;
      if (found) act(event, found);
    });
  };
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  /* Dialogs: <a href="#id" data-dialog>; the dialog closes by [data-close], Esc or a press outside. */
  on("click", "[data-dialog]", function (event, opener) {
    var id = opener.getAttribute("data-dialog") || (opener.getAttribute("href") || "").slice(1);
    var dialog = document.getElementById(id);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
  });
  on("click", "[data-close]", function (event, button) {
    var dialog = button.closest("dialog");
    if (dialog) { event.preventDefault(); dialog.close(); }
  });
  on("mousedown", "dialog", function (event, dialog) {
    var box = dialog.getBoundingClientRect();
    var outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === dialog && outside) dialog.close();
  });

  /* Messages stay until they are closed. */
  on("click", "[data-toast-close]", function (event, button) { button.closest(".toast").remove(); });
  function toast(text) {
    var place = document.getElementById("toasts");
    if (!place) return;
    var box = document.createElement("div");
    box.className = "toast toast--error";
    var words = document.createElement("span");
    words.textContent = text;
    var close = document.createElement("button");
    close.type = "button";
    close.setAttribute("data-toast-close", "");
    close.textContent = "Закрыть";
    box.append(words, close);
    place.append(box);
  }

  /* Menus close by Esc and by a press elsewhere. */
  document.addEventListener("click", function (event) {
    all("details.menu[open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    all("details.menu[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
  });

  /* The chosen file by its name, in our words: the browser speaks its own language. */
  function nameFiles(input) {
    var place = input.parentElement.querySelector("[data-file-name]");
    if (!place) return;
    var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
    place.textContent = names.join(", ") || place.getAttribute("data-empty");
  }
  on("change", "input[type=file]", function (event, input) { nameFiles(input); });
  window.addEventListener("pageshow", function () { all("input[type=file]").forEach(nameFiles); });

  /* Copy: data-copy="#id" copies a field or an element, data-copy-text its own text. */
  function copied(button) {
    var old = button.getAttribute("data-old") || button.textContent;
    button.setAttribute("data-old", old);
    button.textContent = "Скопировано";
    setTimeout(function () { button.textContent = old; }, 2000);
  }
  on("click", "[data-copy], [data-copy-text]", function (event, button) {
    var source = button.hasAttribute("data-copy") ? document.querySelector(button.getAttribute("data-copy")) : null;
    var text = source ? (source.value !== undefined ? source.value : source.textContent) : button.getAttribute("data-copy-text");
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { copied(button); });
      return;
    }
    /* an address in the local network is not a secure context: the old way */
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "sr";
    document.body.append(area);
    area.select();
    try { if (document.execCommand("copy")) copied(button); } finally { area.remove(); button.focus(); }
  });

  /* A form is sent once: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.hasAttribute("data-many")) return;
    if (form.hasAttribute("data-busy")) { event.preventDefault(); return; }
    if (form.hasAttribute("hx-post") || form.hasAttribute("data-hx-post")) return;
    form.setAttribute("data-busy", "");
    form.removeAttribute("data-dirty");
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", function () {
    all("form[data-auto] :disabled").forEach(function (control) { control.disabled = false; });
    all("form[data-busy]").forEach(function (form) {
      form.removeAttribute("data-busy");
      all("[aria-disabled][type=submit]", form).forEach(function (button) { button.removeAttribute("aria-disabled"); });
    });
  });

  /* Leaving a form with unsaved text asks first. */
  on("input", "form[data-guard]", function (event, form) { form.setAttribute("data-dirty", ""); });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-dirty]")) { event.preventDefault(); event.returnValue = ""; }
  });

  /* Filters answer at once; the field that was used keeps the focus after the page comes back. */
  on("change", "form[data-auto] select, form[data-auto] input:not([type=search])", function (event, control) {
    try { sessionStorage.setItem("filter-focus", location.pathname + "#" + control.name); } catch (e) { /* private mode */ }
    control.form.requestSubmit();
  });
  /* empty filters need not stand in the address */
  on("submit", "form[data-auto]", function (event, form) {
    all("input, select", form).forEach(function (control) { if (!control.value) control.disabled = true; });
  });

  /* Bulk: the bar counts the marked rows and is hidden while there are none. */
  function plural(number, words) {
    var forms = words.split("|");
    var tens = number % 100, ones = number % 10;
    var which = tens > 10 && tens < 20 ? 2 : ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2;
    return forms[which].replace("#", String(number));
  }
  function picks(form) {
    return all("tbody input[type=checkbox]", form);
  }
  function bulk(form) {
    var boxes = picks(form);
    var picked = boxes.filter(function (box) { return box.checked; });
    boxes.forEach(function (box) {
      var row = box.closest("tr");
      if (row) row.classList.toggle("sel", box.checked);
    });
    all("[data-bulk-bar]", form).forEach(function (bar) {
      var whole = bar.getAttribute("data-whole");
      bar.hidden = !picked.length && !whole;
      var count = bar.querySelector("[data-bulk-count]");
      if (count) count.textContent = picked.length ? plural(picked.length, bar.getAttribute("data-words")) : whole;
      all("[data-bulk-clear]", bar).forEach(function (button) { button.hidden = !picked.length; });
    });
    all("[data-bulk-all]", form).forEach(function (box) {
      box.checked = boxes.length > 0 && picked.length === boxes.length;
      box.indeterminate = picked.length > 0 && picked.length < boxes.length;
    });
  }
  on("change", "form[data-bulk] input[type=checkbox]", function (event, box) {
    if (box.hasAttribute("data-bulk-all")) {
      picks(box.form).forEach(function (other) { other.checked = box.checked; });
    }
    bulk(box.form);
  });
  on("click", "[data-bulk-clear]", function (event, button) {
    picks(button.form).forEach(function (box) { box.checked = false; });
    bulk(button.form);
  });

  /* Folding: <button data-fold="id" aria-expanded> hides the rows or the block with data-folded="id". */
  on("click", "[data-fold]", function (event, button) {
    var open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    all('[data-folded="' + button.getAttribute("data-fold") + '"]').forEach(function (part) { part.hidden = !open; });
  });

  on("click", "[data-print]", function () { window.print(); });
  on("click", "[data-back]", function () { history.back(); });

  /* A part of the page that could not be fetched says so, in the words of the server where it has any. */
  document.addEventListener("htmx:responseError", function (event) {
    var page = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html");
    var words = page.querySelector("[data-refusal]");
    toast(words ? words.textContent : "Не получилось: сервер ответил ошибкой. Обновите страницу и повторите.");
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (type) {
    document.addEventListener(type, function () {
      toast("Нет связи с сервером. Набранное на странице осталось; повторите, когда связь вернётся.");
    });
  });

  function start(within) {
    all("form[data-bulk]", within).forEach(bulk);
  }
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });
  start(document);

  var current = document.querySelector(".side .nav a[aria-current]");
  if (current && window.matchMedia("(max-width: 820px)").matches) current.scrollIntoView({ block: "nearest", inline: "center" });
  var problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();
  try {
    var kept = (sessionStorage.getItem("filter-focus") || "").split("#");
    sessionStorage.removeItem("filter-focus");
    if (kept[0] === location.pathname && kept[1]) {
      var control = document.querySelector('form[data-auto] [name="' + CSS.escape(kept[1]) + '"]');
      if (control) control.focus();
    }
  } catch (e) { /* private mode */ }
})();
