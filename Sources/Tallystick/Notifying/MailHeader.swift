import Foundation
import UsageModel

/// Lines of a mail's header, by RFC 5322, RFC 2047 and RFC 2231, with LF at their ends as mail commands want it.
enum MailHeader {
  /// A line with any text: printable ASCII as it is, everything else in encoded words.
  static func text(_ name: String, _ text: String) -> String {
    let clean = oneLine(text)
    let isPlain = clean.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !clean.contains("=?")
    // A line may have 998 characters and should have at most 78.
    if isPlain, name.count + 2 + clean.count <= 76 { return "\(name): \(clean)" }
    return "\(name): \(encodedWords(clean).joined(separator: "\n "))"
  }

  /// A moment: `Sat, 21 Nov 2026 06:00:00 +0000`.
  static func date(_ moment: Timestamp) -> String {
    let text = moment.description
    let day = moment.utcDay
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month = Month.englishNames[day.month.month - 1].prefix(3)
    let clock = text.drop { $0 != "T" }.dropFirst().prefix(8)
    return "\(weekday), \(text.prefix(10).suffix(2)) \(month) \(text.prefix(4)) \(clock) +0000"
  }

  /// A file's name as a parameter; one that is not plain ASCII is given twice, for old programs too.
  static func fileName(_ name: String) -> String {
    let clean = oneLine(name).replacing("/", with: "_")
    let plain = String(
      clean.unicodeScalars.map { scalar in
        scalar.isASCII && scalar != "\"" && scalar != "\\" ? Character(scalar) : "_"
      }
    )
    guard plain != clean else { return "filename=\"\(plain)\"" }
    let encoded = clean.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-._".unicodeScalars.contains(scalar))
      return isPlain ? String(scalar) : "%" + hex(byte)
    }
    return "filename=\"\(plain)\";\n filename*=UTF-8''\(encoded.joined())"
  }

  /// A text without line breaks and other control characters, which could begin a header of their own.
  static func oneLine(_ text: String) -> String {
    let spaced = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }
      )
    )
    return spaced.split(separator: " ").joined(separator: " ")
  }

  /// Encoded words of at most 75 characters, each of which is whole UTF-8.
  private static func encodedWords(_ text: String) -> [String] {
    // 45 bytes are 60 letters of base64, and `=?UTF-8?B?` and `?=` twelve more.
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
  }

  /// A byte as two hexadecimal digits.
  static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0\(digits)" : digits
  }
}
