/* A list under a field where a person is named: data-suggest is the address that answers with <li> of names.
   In a field of many lines the line under the cursor is completed. Without scripts the name is typed whole. */
(function () {
  "use strict";

  var list = null, field = null, timer = 0, asked = "", serial = 0;

  function span(input) {
    if (input.tagName !== "TEXTAREA") return [0, input.value.length];
    var from = input.value.lastIndexOf("\n", input.selectionStart - 1) + 1;
    var to = input.value.indexOf("\n", input.selectionStart);
    return [from, to < 0 ? input.value.length : to];
  }
  function typed(input) {
    var where = span(input);
    return input.value.slice(where[0], where[1]).trim();
  }
  function shut() {
    if (list) list.remove();
    if (field) { field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); }
    list = null;
  }
  function take(option) {
    var where = span(field), value = field.value, words = option.textContent;
    field.value = value.slice(0, where[0]) + words + value.slice(where[1]);
    field.setSelectionRange(where[0] + words.length, where[0] + words.length);
    asked = words;
    shut();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function point(option) {
    Array.prototype.forEach.call(list.children, function (each) { each.setAttribute("aria-selected", String(each === option)); });
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function show(names) {
    shut();
    if (!names.length || document.activeElement !== field) return;
    list = document.createElement("ul");
    list.className = "suggest";
    list.id = field.id + "-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Подходящие люди");
    names.forEach(function (name, index) {
      var option = document.createElement("li");
      option.id = list.id + "-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = name;
      option.addEventListener("mousedown", function (event) { event.preventDefault(); take(option); });
      list.append(option);
    });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
    field.insertAdjacentElement("afterend", list);
  }
  function ask() {
    var words = typed(field), number = (serial += 1);
    if (words === asked) return;
    asked = words;
    if (words.length < 2) { shut(); return; }
    fetch(field.getAttribute("data-suggest") + "?q=" + encodeURIComponent(words), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (text) {
        if (number !== serial) return;
        var page = new DOMParser().parseFromString(text, "text/html");
        show(Array.prototype.map.call(page.querySelectorAll("li"), function (item) { return item.textContent; }));
      })
      .catch(shut);
  }

  document.addEventListener("input", function (event) {
    if (!event.target.matches || !event.target.matches("[data-suggest]")) return;
    if (field !== event.target) { shut(); field = event.target; }
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  });
  document.addEventListener("keydown", function (event) {
    if (!list || event.target !== field) return;
    var options = Array.prototype.slice.call(list.children);
    var at = options.findIndex(function (option) { return option.getAttribute("aria-selected") === "true"; });
    if (event.key === "ArrowDown") point(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") point(options[(at + options.length - (at < 0 ? 0 : 1)) % options.length]);
    else if (event.key === "Enter" && at >= 0) take(options[at]);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusout", function (event) { if (event.target === field) shut(); });
})();
