import Foundation

/// A colour as a theme names it: `#0b5c9c` or `#05c`.
public struct ThemeColor: Hashable, Sendable {
  /// Red, green and blue, 0 to 255.
  private let parts: [UInt8]

  /// Reads a colour; nil where the text is none.
  public init?(_ text: String) {
    guard text.first == "#", text.utf8.count == text.count else { return nil }
    let digits = text.dropFirst().compactMap(\.hexDigitValue).map { UInt8($0) }
    guard digits.count == text.count - 1 else { return nil }
    switch digits.count {
    case 3: parts = digits.map { $0 * 17 }
    case 6: parts = [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
    default: return nil
    }
  }

  private init(parts: [UInt8]) {
    self.parts = parts
  }

  /// The colour with six digits, such as `#0055cc`.
  public var text: String {
    "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The page by day.
  static let paper = ThemeColor(parts: [0xFF, 0xFF, 0xFF])
  /// The page by night.
  static let night = ThemeColor(parts: [0x11, 0x15, 0x1A])

  /// How well text of one colour reads on the other, 1 to 21, as WCAG 2 defines it.
  func contrast(with other: ThemeColor) -> Double {
    let light = max(luminance, other.luminance)
    let dark = min(luminance, other.luminance)
    return (light + 0.05) / (dark + 0.05)
  }

  /// The colour, or the nearest lighter one that reads well at night.
  var forNight: ThemeColor {
    var color = self
    // Each step is an eighth of the way to white, which reads well.
    while color.contrast(with: .night) < 6 {
      color = ThemeColor(parts: color.parts.map { part in UInt8((Int(part) * 7 + 262) / 8) })
    }
    return color
  }

  private var luminance: Double {
    let linear = parts.map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
