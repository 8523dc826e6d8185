import Foundation

/// Finds a credential in what a program leaves behind, in all the ways in which text is written.
struct SecretForms {
  private let name: String
  private let forms: [(way: String, bytes: Data)]

  init(_ secret: String, name: String) {
    self.name = name
    let bytes = Array(secret.utf8)
    func all(_ prefix: String, _ digits: Int, uppercase: Bool) -> String {
      bytes.map { byte in
        let text = String(byte, radix: 16, uppercase: uppercase)
        return prefix + String(repeating: "0", count: digits - text.count) + text
      }.joined()
    }
    var forms = [
      ("as it is", secret),
      ("percent-encoded", all("%", 2, uppercase: false)),
      ("percent-encoded", all("%", 2, uppercase: true)),
      ("escaped", all("\\u", 4, uppercase: false)), ("escaped", all("\\u", 4, uppercase: true)),
      ("in hexadecimal", all("", 2, uppercase: false)),
    ]
    // Sixteen bytes tell a credential for certain, also where the rest was cut off.
    forms.append(("its beginning", String(secret.prefix(16))))
    forms.append(("its end", String(secret.suffix(16))))
    for before in ["", "a", "ab"] {
      let text = Data((before + secret).utf8).base64EncodedString()
      // Letters at both ends hold bits of something else.
      let core = text.dropFirst(before.isEmpty ? 0 : before.utf8.count + 1).prefix(20)
      forms.append(("in base64", String(core)))
      let forAddresses = core.replacing("+", with: "-").replacing("/", with: "_")
      forms.append(("in base64", String(forAddresses)))
    }
    self.forms = forms.map { ($0.0, Data($0.1.utf8)) }
  }

  /// The ways in which the credential stands in some bytes.
  func found(in bytes: Data) -> [String] {
    forms.filter { bytes.range(of: $0.bytes) != nil }.map { "\(name), \($0.way)" }
  }
}
