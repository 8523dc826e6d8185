/// Texts that mean something in one format or another, and that must stay texts in both.
enum InjectionCorpus {
  static let html: [String] = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
    "</style><b>", "</title><svg onload=x>", "&lt;b&gt; &amp; &#60; &#x3c; &quot; &nbsp;", "]]>",
    "<!-- x -->", "--><b>", "</svg></td></table></main>", "<![CDATA[x]]>", "<?php x ?>",
    "javascript:alert(1)", "data:text/html,<script>x</script>", "{{title}} {{{body}}} {{#x}}",
    "</textarea></noscript><iframe src=x>", "<a href=\"https://evil.example\">x</a>",
    "\u{FE64}script\u{FE65} \u{FF1C}b\u{FF1E}",
  ]

  static let styles: [String] = [
    "x}body{display:none}", "url(https://evil.example/x.png)", "\\3c b\\3e", "@import 'x';",
    "/* x */ expression(x)", "--acc:red",
  ]

  static let controls: [String] = [
    "\u{202E}evil\u{202C} \u{2066}x\u{2069}", "a\u{0}b\u{7}c\u{1B}[31m\u{85}\u{9F}d",
    "a\u{FEFF}b\u{2028}c\u{2029}d", "line one\r\nline two\nline three\ttab",
    "\u{200F}\u{05D0}\u{05D1} x",
    "e\u{301}\u{302}\u{303} <\u{338} >\u{338} =\u{338}",
  ]

  static let markdown: [String] = [
    "`code` *em* _em_ **st** __st__ ~~s~~ ~s~", "[x](javascript:y)", "[x][y] [x]: https://y",
    "![x](https://evil.example/x.png)", "a | b\n| c |", "# h\n- l\n1. n\n> q", "# h", "## h ##",
    "- l", "+ l", "* l", "1. n", "2) n", "> q", "    code", "---", "***", "===", ":--", "|:--|",
    "| a |", "- [ ] task", "[ ] task", "[^1] note", "[^1]: note", "@team #12 GH-12 o/r#12",
    "$x$ $5 and $6$", "$$x$$", "$`x`$", "https://evil.example www.evil.example a@evil.example",
    "http://x ftp://x mailto:a@b.example xmpp:a@b.example", "\\", "\\|", "\\\\", "a\\", "```",
    "~~~", "```mermaid\ngraph TD\n```", "[!NOTE]", "[!CAUTION] x", "<details>", "</details>",
    "<https://evil.example>", "&copy; &#35; &notanentity; AT&T", "trailing  ", "!", "![", "](",
    "*", "**", "***x***", "_x_y_", "a*b*c", "(b)", "\u{201C}quoted\u{201D}",
    ":rocket: :+1: 10:20:30",
    "| --- | --- |\n| a | b |", "%%{init: {}}%% graph", "x\n---", "x\n===", "!x", "·", "…",
  ]

  static let all = html + styles + controls + markdown

  /// A few of each, for checks that need no program to read the formats.
  static let essential: [String] =
    html.prefix(6) + controls.prefix(2) + markdown.prefix(5) + [
      "# h\n- l\n1. n\n> q", "a | b\n| c |", "@team #12 GH-12", "$x$ $5 and $6$", "\\", "\\|",
      "```",
      "https://evil.example www.evil.example a@evil.example",
    ]

  /// A text that is longer than a cell, and one that is longer than most limits.
  static let long: [String] = [
    String(repeating: "<b> & *x* | ", count: 40), String(repeating: "<", count: 2_000),
    String(repeating: "_*`[", count: 500),
  ]
}
