import Foundation

/// Bodies of Slack's incoming webhooks.
enum SlackBody {
  /// A body, and how many of the messages it tells.
  struct Part: Hashable {
    var body: [UInt8]
    var count: Int
  }

  /// The most characters of a section's text (Slack's reference of blocks).
  static let mostInSection = 3000
  /// The most blocks of a message (the same).
  static let mostBlocks = 50
  /// The most characters of all blocks: above about 13,000 Slack answers `msg_blocks_too_long`.
  static let mostInAll = 12_000
  /// The most characters of the text that stands for the blocks in a notification.
  private static let mostInNotice = 3000

  private struct Body: Encodable {
    var text: String
    var blocks: [Block]
  }

  private struct Block: Encodable {
    struct Text: Encodable {
      var type = "mrkdwn"
      var text: String
      /// Slack would turn names of hosts and users in figures and paths into links.
      var verbatim = true
    }

    var type = "section"
    var text: Text
  }

  /// The messages in as few bodies as Slack takes; each body tells whole messages.
  static func parts(of messages: [RunMessage]) throws -> [Part] {
    var groups: [[(title: String, sections: [String])]] = []
    var (blocks, characters) = (0, 0)
    for message in messages {
      let sections = sections(of: message)
      let length = sections.reduce(0) { $0 + $1.utf16.count }
      if groups.isEmpty || blocks + sections.count > mostBlocks || characters + length > mostInAll {
        groups.append([])
        (blocks, characters) = (0, 0)
      }
      groups[groups.count - 1].append((message.title, sections))
      blocks += sections.count
      characters += length
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try groups.map { group in
      let titles = group.map { oneLine($0.title) }.joined(separator: "\n")
      let body = Body(
        text: pieces(of: SlackText.escaped(titles), most: mostInNotice).first ?? "",
        blocks: group.flatMap(\.sections).map { Block(text: .init(text: $0)) }
      )
      return Part(body: Array(try encoder.encode(body)), count: group.count)
    }
  }

  /// A message's sections; of a text without end only the beginning.
  private static func sections(of message: RunMessage) -> [String] {
    let title = "*\(SlackText.escaped(oneLine(message.title)).replacing("*", with: "∗"))*"
    // Marks of Markdown become at most half as long, so of this much the end is never shown.
    let start = String(message.text.prefix(6 * mostInSection + 2))
    let text = start.isEmpty ? title : "\(title)\n\(SlackText.mrkdwn(start))"
    let sections = pieces(of: text, most: mostInSection)
    // Four of 3,000 would fill the whole body to its last character.
    guard sections.count > 3 else { return sections }
    return sections.prefix(3) + ["… (the message is longer; the log of the run has all of it)"]
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A text cut where a line ends, or else between characters and never within an entity.
  ///
  /// Lengths are those of UTF-16, as in Slack's own programs: no other way of counting finds more.
  static func pieces(of text: String, most: Int) -> [String] {
    var pieces: [String] = []
    var rest = text[...]
    while rest.utf16.count > most {
      var end = rest.startIndex
      var length = 0
      var index = rest.startIndex
      var lineEnd: String.Index?
      while index < rest.endIndex {
        let unit = unit(in: rest, at: index)
        length += rest[index..<unit].utf16.count
        guard length <= most else { break }
        if rest[index].isNewline { lineEnd = index }
        index = unit
        end = unit
      }
      // A single character can be longer than any limit; then it is cut all the same.
      if end == rest.startIndex { end = rest.index(after: end) }
      let cut = lineEnd.map { $0 > rest.startIndex ? $0 : end } ?? end
      pieces.append(String(rest[..<cut]))
      rest = rest[cut...].drop(while: \.isNewline)
    }
    if !rest.isEmpty { pieces.append(String(rest)) }
    return pieces
  }

  /// Where the character or the entity that begins at a place ends.
  private static func unit(in text: Substring, at index: String.Index) -> String.Index {
    guard text[index] == "&" else { return text.index(after: index) }
    for entity in ["&amp;", "&lt;", "&gt;"] where text[index...].hasPrefix(entity) {
      return text.index(index, offsetBy: entity.count)
    }
    return text.index(after: index)
  }
}
