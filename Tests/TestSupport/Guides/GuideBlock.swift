/// A block of code in a guide, with the words behind the fence that opens it.
///
/// The first word is the language. The second one, where there is one, says where a reader uses the block: the folder
/// in which its commands are run, or the file that it is.
public struct GuideBlock: Sendable {
  /// The words behind the opening fence.
  public let words: [String]
  /// The line of the opening fence, the first of the file being 1.
  public let line: Int
  /// What stands between the fences; each line ends with a line break.
  public let text: String

  /// The first word; empty where there is none.
  public var language: String { words.first ?? "" }

  /// The folder or file of a working folder that the block is about; nil where it names none.
  public var place: String? { words.dropFirst().first }

  /// The lines between the fences.
  public var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The blocks of a Markdown text, in their order.
  static func all(in markdown: String) -> [GuideBlock] {
    var blocks: [GuideBlock] = []
    var open: (fence: Substring, words: [String], line: Int, text: String)?
    for (number, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if let (fence, words, start, text) = open {
        if line == fence {
          blocks.append(GuideBlock(words: words, line: start, text: text))
          open = nil
        } else {
          open?.text += line + "\n"
        }
      } else if line.hasPrefix("```") {
        let fence = line.prefix { $0 == "`" }
        let words = line.dropFirst(fence.count).split(separator: " ").map(String.init)
        open = (fence, words, number + 1, "")
      }
    }
    return blocks
  }
}
