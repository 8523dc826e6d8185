import Foundation
import UsageModel

/// The body of a JSON webhook.
enum JSONBody {
  private struct Body: Encodable {
    var program = "tallystick"
    var version = Tallystick.version
    var run: String
    var messages: [Message]
  }

  private struct Message: Encodable {
    var id: String
    var kind: String
    var title: String
    var text: String
    /// Facts by name; unknown ones are written as `null`.
    var facts: [String: String?]

    init(_ message: RunMessage) {
      id = message.id
      kind = message.kind.rawValue
      title = message.title
      text = message.text
      facts = Dictionary(
        message.facts.map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }

  /// The bytes for some messages of a run; the same messages give the same bytes.
  static func bytes(_ messages: [RunMessage], at moment: Timestamp) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(
      try encoder.encode(Body(run: moment.description, messages: messages.map(Message.init)))
    )
  }
}
