import Foundation
import FoundationXML
import TestSupport

/// What a reader of GitHub's Markdown makes of a text, as nodes.
struct MarkdownTree {
  /// A node: its name, such as `table_cell`, its own text and what it holds.
  final class Node {
    let name: String
    var attributes: [String: String]
    var text = ""
    var children: [Node] = []

    init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// The text of the node and of all below it.
    var allText: String { text + children.map(\.allText).joined() }

    /// The node and all below it, in reading order.
    var all: [Node] { [self] + children.flatMap(\.all) }

    /// The names of the node and of all below it, as one word that says its shape.
    var shape: String {
      children.isEmpty ? name : "\(name)(\(children.map(\.shape).joined(separator: " ")))"
    }
  }

  /// What was given is no tree.
  struct Unreadable: Error {
    let xml: String
  }

  let root: Node

  /// Reads a text with the extensions that GitHub has; HTML stays in the tree, where it can be seen.
  init(_ markdown: String, with command: InstalledCommand) throws {
    let extensions = ["table", "strikethrough", "autolink", "tasklist", "footnotes"]
    let flags = extensions.flatMap { ["-e", $0] }
    let xml = try command.output(["--unsafe", "-t", "xml"] + flags, input: markdown)
    let reading = Reading()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = reading
    guard parser.parse() else { throw Unreadable(xml: xml) }
    root = reading.root
  }

  private final class Reading: NSObject, XMLParserDelegate {
    let root = Node("root", [:])
    private lazy var open = [root]

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      let node = Node(name, attributes)
      open.last?.children.append(node)
      open.append(node)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      guard let node = open.last,
        ["text", "code", "html_block", "html_inline", "code_block"]
          .contains(node.name)
      else { return }
      node.text += text
    }

    func parser(
      _ parser: XMLParser,
      didEndElement name: String,
      namespaceURI: String?,
      qualifiedName: String?
    ) {
      open.removeLast()
    }
  }
}
