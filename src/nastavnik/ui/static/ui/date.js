/* The calendar beside a date field: Russian whatever language the browser speaks. Without it the field is plain text. */
(function () {
  "use strict";

  var MONTHS = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"];
  var OF_MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
  var WEEK = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
  var STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  var open = null;

  function two(number) { return (number < 10 ? "0" : "") + number; }
  function written(day) { return two(day.getDate()) + "." + two(day.getMonth() + 1) + "." + day.getFullYear(); }
  function make(year, month, number) {
    var day = new Date(2000, 0, 1);
    day.setFullYear(year, month, number);
    return day;
  }
  /* «5.9.26», «05.09.2026», «2026-09-05»; null for what is no day. */
  function read(text) {
    var dotted = /^\s*(\d{1,2})[.\-\/ ](\d{1,2})[.\-\/ ](\d{4}|\d{2})\s*$/.exec(text);
    var iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
    if (!dotted && !iso) return null;
    var year = +(iso ? iso[1] : dotted[3]), month = +(iso ? iso[2] : dotted[2]), number = +(iso ? iso[3] : dotted[1]);
    if (year < 100) year += 2000;
    var day = make(year, month - 1, number);
    return day.getDate() === number && day.getMonth() === month - 1 ? day : null;
  }
  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function key(name, label, text, act) {
    var button = element("button", name, text);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }
  function choice(label, values, chosen, act) {
    var select = element("select");
    select.setAttribute("aria-label", label);
    values.forEach(function (pair) {
      var option = element("option", "", pair[1]);
      option.value = pair[0];
      option.selected = pair[0] === chosen;
      select.append(option);
    });
    select.addEventListener("change", function () { act(+select.value); });
    return select;
  }

  function shut(back) {
    if (!open) return;
    open.box.remove();
    open.button.setAttribute("aria-expanded", "false");
    if (back) open.button.focus();
    open = null;
  }
  function take(day) {
    var input = open.input;
    input.value = written(day);
    shut(true);
    ["input", "change"].forEach(function (type) { input.dispatchEvent(new Event(type, { bubbles: true })); });
  }
  function inMonth(year, month, number) {
    var last = make(year, month + 1, 0).getDate();
    return make(year, month, Math.min(number, last));
  }
  /* `back`: where the focus goes, "day" or the number of the control in the head. */
  function draw(at, back) {
    open.at = at;
    var box = open.box, today = new Date(), chosen = read(open.input.value);
    var year = at.getFullYear(), month = at.getMonth(), years = [];
    for (var each = today.getFullYear() + 5; each >= 1930; each -= 1) years.push([each, String(each)]);
    if (year > today.getFullYear() + 5 || year < 1930) years.unshift([year, String(year)]);
    var head = element("div", "cal-head");
    head.append(
      key("cal-go", "Прошлый месяц", "‹", function () { draw(inMonth(year, month - 1, at.getDate()), 0); }),
      choice("Месяц", MONTHS.map(function (name, index) { return [index, name]; }), month, function (value) { draw(inMonth(year, value, at.getDate()), 1); }),
      choice("Год", years, year, function (value) { draw(inMonth(value, month, at.getDate()), 2); }),
      key("cal-go", "Следующий месяц", "›", function () { draw(inMonth(year, month + 1, at.getDate()), 3); })
    );
    var table = element("table"), row = element("tr");
    WEEK.forEach(function (name) { row.append(element("th", "", name)); });
    table.append(element("thead"), element("tbody"));
    table.firstChild.append(row);
    var start = (make(year, month, 1).getDay() + 6) % 7;
    var weeks = Math.ceil((start + make(year, month + 1, 0).getDate()) / 7);
    for (var week = 0; week < weeks; week += 1) {
      row = element("tr");
      for (var index = 0; index < 7; index += 1) row.append(cell(make(year, month, week * 7 + index - start + 1)));
      table.lastChild.append(row);
    }
    function cell(day) {
      var place = element("td"), number = day.getDate();
      var name = day.getMonth() === month ? "" : "cal-other";
      var button = key(name, number + " " + OF_MONTHS[day.getMonth()] + " " + day.getFullYear(), number, function () { take(day); });
      if (chosen && written(day) === written(chosen)) button.setAttribute("aria-pressed", "true");
      if (written(day) === written(today)) button.setAttribute("aria-current", "date");
      button.tabIndex = written(day) === written(at) ? 0 : -1;
      place.append(button);
      return place;
    }
    var foot = key("btn btn--s", "Сегодня, " + written(today), "Сегодня", function () { take(today); });
    box.replaceChildren(head, table, foot);
    (back === "day" ? table.querySelector("[tabindex='0']") : head.children[back]).focus();
  }
  function show(button) {
    var input = button.parentElement.querySelector("[data-date]");
    var box = element("div", "cal");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", "Календарь");
    open = { input: input, button: button, box: box, at: null };
    button.setAttribute("aria-expanded", "true");
    button.parentElement.append(box);
    draw(read(input.value) || new Date(), "day");
    place();
  }
  /* Fixed to the window: a table that scrolls sideways would cut it. */
  function place() {
    if (!open) return;
    var field = open.button.parentElement.getBoundingClientRect(), box = open.box.getBoundingClientRect();
    var left = Math.min(field.left, document.documentElement.clientWidth - box.width - 8);
    var below = field.bottom + 4, above = field.top - box.height - 4;
    open.box.style.left = Math.max(8, left) + "px";
    open.box.style.top = (below + box.height > window.innerHeight && above > 0 ? above : below) + "px";
  }
  window.addEventListener("resize", place);
  document.addEventListener("scroll", place, true);

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest(".date-open") : null;
    if (button) {
      var again = open && open.button === button;
      shut(false);
      if (!again) show(button);
    } else if (open && event.target.isConnected && !open.box.contains(event.target)) {
      shut(false);
    }
  });
  document.addEventListener("keydown", function (event) {
    if (!open) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); shut(true); return; }
    if (!event.target.closest || !event.target.closest(".cal tbody")) return;
    var at = open.at;
    if (STEPS[event.key]) draw(make(at.getFullYear(), at.getMonth(), at.getDate() + STEPS[event.key]), "day");
    else if (event.key === "PageUp") draw(inMonth(at.getFullYear(), at.getMonth() - 1, at.getDate()), "day");
    else if (event.key === "PageDown") draw(inMonth(at.getFullYear(), at.getMonth() + 1, at.getDate()), "day");
    else return;
    event.preventDefault();
  }, true);
  document.addEventListener("focusin", function (event) {
    if (open && !open.button.parentElement.contains(event.target)) shut(false);
  });

  /* Points put themselves after the day and the month; a whole date is shown in one manner. */
  document.addEventListener("input", function (event) {
    var input = event.target;
    if (!input.matches || !input.matches("[data-date]") || event.inputType !== "insertText") return;
    if (input.selectionStart === input.value.length && /^\d{2}(\.\d{2})?$/.test(input.value)) input.value += ".";
    else if (/^\d{1,2}(\.\d{1,2})?\.\.$/.test(input.value)) input.value = input.value.slice(0, -1);
  });
  document.addEventListener("change", function (event) {
    if (!event.target.matches || !event.target.matches("[data-date]")) return;
    var day = read(event.target.value);
    if (day) event.target.value = written(day);
  }, true);
})();
