/// What the eye would find wrong with a page, read from its boxes.
public enum PageGeometry {
  /// A script that gives a list of faults in words; empty for a page without any.
  ///
  /// Texts that meet, that run out of the page, that are cut off, a page that scrolls sideways, and text whose
  /// colour is too near the ground. Everything that is folded is opened first.
  public static let faults = """
    (() => {
      document.querySelectorAll('details').forEach(d => d.open = true);
      const faults = [], width = document.documentElement.clientWidth;
      const quote = t => JSON.stringify(t.trim().slice(0, 40));
      if (document.documentElement.scrollWidth > width + 0.5)
        faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`);
      const numbers = c => (c.match(/[\\d.]+/g) || []).map(Number);
      const light = c => { const l = numbers(c).slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
      const ground = e => { for (; e; e = e.parentElement) {
        const c = getComputedStyle(e).backgroundColor, n = numbers(c);
        if (n.length == 3 || n[3] == 1) return c; } return 'rgb(255,255,255)'; };
      const contrast = (a, b) => { const x = light(a), y = light(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
      const boxes = [], pale = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node; node = walker.nextNode();) {
        const text = node.data, element = node.parentElement;
        if (!text.trim() || element.closest('.vh,style,script,title,desc')) continue;
        if (!element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        if (style.visibility != 'visible') continue;
        const inSVG = element.namespaceURI.endsWith('svg');
        const color = inSVG ? style.fill : style.color, under = ground(element);
        if (color.startsWith('rgb') && under.startsWith('rgb') && contrast(color, under) < 4.5)
          pale.add(`${quote(text)} has a contrast of ${contrast(color, under).toFixed(2)}`);
        const range = document.createRange();
        range.selectNodeContents(node);
        let size = parseFloat(style.fontSize);
        for (const r of range.getClientRects()) {
          if (r.width < 1 || r.height < 1) continue;
          const middle = (r.top + r.bottom) / 2, half = Math.min(r.height / 2, size * 0.36);
          let box = {l: r.left, r: r.right, t: middle - half, b: middle + half, text, node};
          let scrolls = false, gone = false;
          for (let e = element; e && e != document.body; e = e.parentElement) {
            const s = getComputedStyle(e), c = e.getBoundingClientRect();
            if (inSVG && e.namespaceURI.endsWith('svg')) continue;
            if (s.overflowX == 'visible') continue;
            if (s.overflowX == 'auto' || s.overflowX == 'scroll') {
              scrolls = true;
              box.l = Math.max(box.l, c.left); box.r = Math.min(box.r, c.right);
              if (box.r - box.l < 1) { gone = true; break; }
            } else if (box.l < c.left - 1 || box.r > c.right + 1 || box.t < c.top - 1 || box.b > c.bottom + 1) {
              faults.push(`${quote(text)} is cut off`);
            }
          }
          if (gone) continue;
          if (!scrolls && (box.l < -1 || box.r > width + 1))
            faults.push(`${quote(text)} runs out of the page`);
          // What sticks lies over what scrolls below it.
          for (let e = element; e && e != document.body; e = e.parentElement)
            if (getComputedStyle(e).position == 'sticky') { box.sticky = true; break; }
          boxes.push(box);
        }
      }
      boxes.sort((a, b) => a.t - b.t);
      for (let i = 0; i < boxes.length; i++)
        for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b - 1; j++) {
          const a = boxes[i], b = boxes[j];
          if (a.node == b.node || a.sticky != b.sticky) continue;
          const across = Math.min(a.r, b.r) - Math.max(a.l, b.l);
          const down = Math.min(a.b, b.b) - Math.max(a.t, b.t);
          if (across > 1 && down > 1) faults.push(`${quote(a.text)} meets ${quote(b.text)}`);
        }
      return faults.concat([...pale]);
    })()
    """

  /// A script that has the page use the widest font that most machines have.
  public static let useWideFont = """
    (() => { const s = document.createElement('style');
      s.textContent = ':root{--sans:"DejaVu Sans",Verdana,sans-serif!important}'; document.head.append(s); return 1; })()
    """
}
