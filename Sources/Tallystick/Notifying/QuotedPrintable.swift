/// Text in the encoding of RFC 2045 that stays readable, with LF at its line ends.
enum QuotedPrintable {
  /// The most characters of a line.
  private static let mostInLine = 76

  /// Encodes a text; line ends of every kind become LF, and the last line has one.
  static func encoded(_ text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line(Array($0.utf8)) }.joined(separator: "\n") + "\n"
  }

  private static func line(_ bytes: [UInt8]) -> String {
    var (all, current) = ("", "")
    // On their way some programs change `From ` and a dot at a line's start.
    let hidesFirst = bytes.starts(with: Array("From ".utf8)) || bytes.first == UInt8(ascii: ".")
    for (index, byte) in bytes.enumerated() {
      let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
      let isPlain =
        isSpace
        ? index < bytes.count - 1
        : (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "=") && !(hidesFirst && index == 0)
      let unit = isPlain ? String(Unicode.Scalar(byte)) : "=" + MailHeader.hex(byte)
      // One place is for the `=` that joins the lines.
      if current.utf8.count + unit.utf8.count > mostInLine - 1 {
        all += current + "=\n"
        // A line that goes on with a dot is one that begins with it.
        current = unit == "." ? "=2E" : unit
      } else {
        current += unit
      }
    }
    return all + current
  }
}
