/// A mail address that can stand in a header as it is.
///
/// Of what RFC 5322 allows it takes the form that is in use: a dot-atom, `@` and a host name. Comments, quoted
/// names and line breaks, by which a header could be smuggled in, are none of that.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address.
  public let description: String

  /// Checks an address; nil where it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].utf8.count <= 64,
      Self.isDotAtom(parts[0], also: "!#$%&'*+-/=?^_`{|}~"), Self.isDotAtom(parts[1], also: "-"),
      // A mail command would take it for an option.
      !text.hasPrefix("-")
    else { return nil }
    description = text
  }

  /// The part behind `@`.
  var domain: String { String(description.drop { $0 != "@" }.dropFirst()) }

  /// Whether a text is of ASCII letters, digits, some more characters, and single dots within.
  private static func isDotAtom(_ text: Substring, also others: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
              || others.unicodeScalars.contains(scalar))
        }
    }
  }
}
