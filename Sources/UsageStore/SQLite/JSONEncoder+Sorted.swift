import Foundation

extension JSONEncoder {
  /// An encoder that writes equal values as equal bytes.
  static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }
}
