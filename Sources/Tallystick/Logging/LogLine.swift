import Foundation
import Logging
import UsageModel

/// Writes one event of the log as text; it neither blanks out secrets nor prints.
struct LogLine {
  /// When it was logged.
  let time: Timestamp
  let level: Logger.Level
  let label: String
  let message: String
  /// By key; values are texts.
  let metadata: [(key: String, value: String)]

  /// The line in a style, without the line break at its end.
  func text(_ style: LogStyle) -> String {
    switch style {
    case .text: forPeople
    case .json: forPrograms
    }
  }

  /// `warning: the message (source: notte)`; further lines of a message are indented, so that none looks like a
  /// message of its own.
  private var forPeople: String {
    let name = level == .critical ? "error" : level.rawValue
    let details =
      metadata.isEmpty
      ? "" : " (" + metadata.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + ")"
    return "\(name): \(message)\(details)".split(whereSeparator: \.isNewline).map(Self.printable)
      .joined(separator: "\n  ")
  }

  private struct Event: Encodable {
    var time: String
    var level: String
    var label: String
    var message: String
    var metadata: [String: String]?
  }

  private var forPrograms: String {
    let event = Event(
      time: time.description,
      level: level.rawValue,
      label: label,
      message: message,
      metadata: metadata.isEmpty
        ? nil : Dictionary(metadata, uniquingKeysWith: { first, _ in first })
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(event) else {
      // Texts are always encoded; should they once not be, the line still has to be one of JSON.
      return #"{"level":"error","message":"a line of the log could not be written"}"#
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text without what a terminal would act on, or show in another order.
  private static func printable(_ text: Substring) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\t": scalars.append("\u{FFFD}")
      case .format where scalar.properties.isBidiControl: continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
