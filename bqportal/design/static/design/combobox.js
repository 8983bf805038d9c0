/* Suggestions under the search box: an ARIA combobox (list autocomplete, manual selection), as the
   ARIA Authoring Practices describe it. Without this file the box is a plain search form.
   The server answers GET <data-suggest>?q=… with {"groups": [{"label", "items": [{"label", "lang"?,
   "dir"?, "note"?, "url"}]}]}. Text is set as text, never as HTML. */
(() => {
  "use strict";
  const SHORTEST = 2, PAUSE = 120;

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  const enhance = (box) => {
    const input = box.querySelector("input");
    const id = input.id + "-list";
    const list = element("div", { role: "listbox", id, class: "bq-suggestions", "aria-label": input.labels[0].textContent.trim() });
    const count = element("div", { role: "status", class: "kern-sr-only" });
    let options = [], active = -1, timer = 0, request = null, asked = "";
    list.hidden = true;
    box.append(list, count);
    const set = (name, value) => input.setAttribute(name, value);
    set("role", "combobox");
    set("aria-autocomplete", "list");
    set("aria-controls", id);
    set("aria-expanded", "false");

    const close = () => {
      clearTimeout(timer);
      if (request) request.abort();
      list.hidden = true;
      active = -1;
      set("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (index) => {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      set("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const follow = (option) => { location.assign(option.dataset.url); };

    const show = (groups) => {
      list.replaceChildren();
      options = [];
      groups.forEach((group, g) => {
        if (!group.items.length) return;
        const heading = id + "-" + g;
        const part = element("div", { role: "group", "aria-labelledby": heading });
        part.append(element("div", { id: heading, role: "presentation" }, group.label));
        for (const item of group.items) {
          const option = element("div", { role: "option", id: id + "-o" + options.length, "aria-selected": "false" });
          option.append(element("span", { lang: item.lang, dir: item.dir || "auto" }, item.label));
          if (item.note) option.append(element("small", {}, item.note));
          option.dataset.url = item.url;
          options.push(option);
          part.append(option);
        }
        list.append(part);
      });
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !options.length;
      set("aria-expanded", String(!list.hidden));
      count.textContent = options.length ? options.length + " " + box.dataset.some : box.dataset.none;
    };

    const ask = async () => {
      const query = input.value.trim();
      if (query.length < SHORTEST) { count.textContent = ""; return close(); }
      if (query === asked && !list.hidden) return;
      if (request) request.abort();
      request = new AbortController();
      try {
        const answer = await fetch(box.dataset.suggest + "?q=" + encodeURIComponent(query), { signal: request.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) return close();
        const { groups } = await answer.json();
        if (document.activeElement !== input) return;
        asked = query;
        show(groups);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const last = options.length - 1;
      if (event.key === "Escape" && !list.hidden) close();
      else if (event.key === "Enter" && !list.hidden && options[active]) follow(options[active]);
      else if (event.key === "ArrowDown" && list.hidden) ask();
      else if (event.key === "ArrowDown") mark(active < last ? active + 1 : -1);
      else if (event.key === "ArrowUp" && !list.hidden) mark(active < 0 ? last : active - 1);
      else return;
      event.preventDefault();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) follow(option);
    });
  };

  document.querySelectorAll(".bq-combobox[data-suggest]").forEach(enhance);
})();
