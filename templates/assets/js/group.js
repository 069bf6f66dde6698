"use strict";
// Marks that would stand closer than 24 pixels, as counts. Knows no DOM.
{
  class Groups {
    // Group i stands at x[i] and holds the marks first[i] up to, not including, first[i + 1].
    constructor(x, first) {
      this.x = x;
      this.first = first;
      this.length = x.length;
      Object.freeze(this);
    }

    // xs: rising pixels. A count stands in the middle of its marks and takes the next one in
    // while that is closer than apart; as its middle only moves on, no two come too close.
    // That also bounds how many there can be.
    static of(xs, apart = 24) {
      const most = xs.length ? Math.floor((xs[xs.length - 1] - xs[0]) / apart) + 2 : 0;
      const x = new Float64Array(Math.min(most, xs.length));
      const first = new Int32Array(x.length + 1);
      let count = 0;
      for (let place = 0; place < xs.length; place += 1) {
        if (!count || xs[place] - x[count - 1] >= apart) {
          first[count] = place;
          count += 1;
        }
        x[count - 1] = (xs[first[count - 1]] + xs[place]) / 2;
      }
      first[count] = xs.length;
      return new Groups(x.subarray(0, count), first.subarray(0, count + 1));
    }

    size(group) { return this.first[group + 1] - this.first[group]; }

    // The group that holds a mark, by the mark's place among the rising ones.
    holding(place) {
      let low = 0, high = this.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.first[middle] <= place) low = middle + 1; else high = middle;
      }
      return low - 1;
    }
  }

  (globalThis.Dateline ??= {}).Groups = Groups;
}
