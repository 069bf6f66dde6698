"use strict";
// A table whose head sorts it. Without this script the rows stand by publisher, and lists below give the other orders.
{
  let collator; // slow to make, and most pages have nothing to sort

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };

  // What is empty stands last, whichever way the column is sorted.
  const compared = (column, way) => (one, other) => {
    const [a, b] = [value(one, column), value(other, column)];
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    collator ??= new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
    return way * collator.compare(a, b);
  };

  class Sort {
    constructor(table) {
      this.table = table;
      this.press = this.press.bind(this);
    }

    attach() {
      for (const head of this.table.tHead.rows[0].cells) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
      }
      this.table.tHead.addEventListener("click", this.press);
    }

    detach() {
      this.table.tHead.removeEventListener("click", this.press);
      for (const button of this.table.tHead.querySelectorAll("button")) {
        button.replaceWith(...button.childNodes);
      }
    }

    press(event) {
      const head = event.target.closest("th");
      if (!event.target.closest("button")) return;
      const isRising = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", isRising ? "descending" : "ascending");
      const body = this.table.tBodies[0];
      body.append(...Array.from(body.rows).sort(compared(head.cellIndex, isRising ? -1 : 1)));
    }
  }

  (globalThis.Dateline ??= {}).Sort = Sort;
  for (const table of document.querySelectorAll("table[data-sortable]")) new Sort(table).attach();
}
