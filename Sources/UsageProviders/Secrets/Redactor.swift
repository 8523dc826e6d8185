/// Blanks out credentials in what others sent, and in what is told to others.
package struct Redactor: Sendable {
  /// What stands in a credential's place.
  private let placeholder: String

  /// The credentials and their forms in base64, longest first: one may be part of another.
  private var secrets: [[UInt8]] = []

  /// Those of them that have digits only: part of a longer number is none of these, and in JSON a number is a value.
  private var figures: Set<[UInt8]> = []

  /// Creates a redactor of some credentials.
  package init(_ secrets: some Sequence<Secret>, placeholder: String = "[redacted]") {
    self.placeholder = placeholder
    for secret in secrets { add(secret) }
  }

  /// Adds a credential that became known later; one that is too ordinary is not looked for.
  package mutating func add(_ secret: Secret) {
    let bytes = Array(secret.revealed.utf8)
    guard secret.ordinariness == nil, !secrets.contains(bytes) else { return }
    secrets.append(bytes)
    if secret.isFigure { figures.insert(bytes) }
    for form in Base64Text.forms(of: bytes) where !secrets.contains(form) { secrets.append(form) }
    secrets.sort { $0.count > $1.count }
  }

  /// The text with every credential blanked out.
  package func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let clean = redacted(bytes)
    return clean == bytes ? text : String(decoding: clean, as: UTF8.self)
  }

  /// The bytes with every credential blanked out, also where it is JSON-escaped, percent-encoded or base64.
  package func redacted(_ bytes: [UInt8]) -> [UInt8] {
    guard !secrets.isEmpty else { return bytes }
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var canStart = [Bool](repeating: false, count: 256)
    for start in secrets.map({ $0[0] }) + [Self.backslash, Self.percent] {
      canStart[Int(start)] = true
    }
    var index = 0
    var quotes = JSONQuotes()
    while index < bytes.count {
      let byte = bytes[index]
      if canStart[Int(byte)], let (end, isFigure) = secret(in: bytes, at: index) {
        let isValue =
          isFigure && !quotes.isInside && JSONQuotes.isValue(index..<end, in: bytes)
        clean += isValue ? Array("\"\(placeholder)\"".utf8) : Array(placeholder.utf8)
        index = end
      } else {
        if !figures.isEmpty { quotes.pass(byte) }
        clean.append(byte)
        index += 1
      }
    }
    return clean
  }

  /// A body with every credential blanked out, also one in the middle of which the body is cut off.
  package func redacted(body: [UInt8]) -> [UInt8] {
    let clean = redacted(body)
    for secret in secrets where secret.count > Self.shortestStart {
      for count in (Self.shortestStart..<secret.count).reversed()
      where clean.count >= count && clean.suffix(count).elementsEqual(secret.prefix(count)) {
        return clean.dropLast(count) + Array(placeholder.utf8)
      }
    }
    return clean
  }

  /// Fewer bytes of a credential tell nothing, and are at the end of many a text.
  private static let shortestStart = 6

  private static let backslash = UInt8(ascii: "\\")
  private static let percent = UInt8(ascii: "%")

  /// Where a secret that starts at a place ends, and whether it has digits only; nil when none starts there.
  private func secret(in bytes: [UInt8], at start: Int) -> (end: Int, isFigure: Bool)? {
    for secret in secrets {
      guard let end = Self.end(of: secret[...], in: bytes, at: start) else { continue }
      let isFigure = figures.contains(secret)
      if isFigure, Self.isPartOfNumber(start..<end, in: bytes) { continue }
      return (end, isFigure)
    }
    return nil
  }

  /// Whether a number goes on before or after a place.
  private static func isPartOfNumber(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    func isDigit(_ index: Int) -> Bool {
      bytes.indices.contains(index) && (0x30...0x39).contains(bytes[index])
    }
    func isPoint(_ index: Int) -> Bool {
      bytes.indices.contains(index) && bytes[index] == UInt8(ascii: ".")
    }
    let (before, after) = (range.lowerBound - 1, range.upperBound)
    return isDigit(before) || isDigit(after) || isPoint(before) && isDigit(before - 1)
      || isPoint(after) && isDigit(after + 1)
  }

  /// Where a secret that starts at a place ends; nil when none starts there.
  private static func end(of secret: ArraySlice<UInt8>, in bytes: [UInt8], at start: Int) -> Int? {
    var rest = secret
    var index = start
    while let wanted = rest.first {
      guard index < bytes.count else { return nil }
      if let (meant, next) = EscapedText.unit(in: bytes, at: index), rest.starts(with: meant),
        let end = end(of: rest.dropFirst(meant.count), in: bytes, at: next)
      {
        return end
      }
      guard bytes[index] == wanted else { return nil }
      rest = rest.dropFirst()
      index += 1
    }
    return index
  }
}
