"use strict";
// A date that is typed, or a stretch that is chosen: to the event nearest to it.
{
  const MOST = 24, STEPS = [1, 2, 5];

  (Dateline.hands ??= {}).jump = (page, signal) => {
    const { axis } = page, { marks } = axis, { stampOf } = Dateline.Clock;
    const sheet = axis.nav.querySelector(".jump"), list = sheet?.querySelector(".times");
    if (!sheet) return; // an embed has none
    const field = sheet.querySelector("input"), unread = sheet.querySelector(".unread");

    // Where filters leave something, only that can be gone to.
    const reachable = () => {
      const found = page.shown ? marks.filter(({ number }) => page.shown[number]) : marks;
      return found.length ? found : marks;
    };

    const nearest = ({ start, end }) => {
      const far = ({ at }) => Math.max(start - at, at - end + 1, 0);
      return reachable().reduce((best, mark) => (far(mark) < far(best) ? mark : best));
    };

    // Years, or round numbers of them, so many that the list stays short.
    const stretches = () => {
      const all = reachable();
      for (let size = 1; ; size *= 10) {
        for (const step of STEPS) {
          const found = new Map();
          for (const mark of all) {
            const year = Math.floor(stampOf(mark.at).year / (size * step)) * size * step;
            const each = found.get(year) ?? found.set(year, { first: mark, count: 0 }).get(year);
            each.last = mark;
            each.count += 1;
          }
          if (found.size <= MOST) return [...found.values()];
        }
      }
    };

    const year = ({ at }) => axis.word("year", stampOf(at), true, "year");
    const fill = () => list.replaceChildren(...stretches().map(({ first, last, count }) => {
      const line = document.createElement("li"), link = document.createElement("a");
      const ends = [year(first), year(last)];
      link.href = `#${first.event.id}`;
      link.textContent = ends[0] === ends[1] ? ends[0] : page.say("span", { first: ends[0], last: ends[1] });
      const many = document.createElement("span");
      many.textContent = page.count(count);
      link.append(" ", many);
      line.append(link);
      return line;
    }));

    page.jump = () => {
      fill();
      unread.hidden = true;
      field.removeAttribute("aria-invalid");
      sheet.showModal();
    };

    const go = (event) => {
      sheet.close();
      page.open(event);
    };
    sheet.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.value === "") { sheet.close(); return; }
      const found = Dateline.readDate(field.value, page.locale, page.words.bce);
      unread.hidden = Boolean(found);
      field.setAttribute("aria-invalid", String(!found));
      if (found) go(nearest(found).event); else field.select();
    }, { signal });
    sheet.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (event.target === sheet) sheet.close();
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(page.byId.get(link.hash.slice(1)));
    }, { signal });
  };
}
