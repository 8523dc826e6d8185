// Lists the public symbols of symbol graphs that say nothing of themselves; leaves with 1 if there are any.
import Foundation

struct Graph: Decodable {
  struct Symbol: Decodable {
    struct Kind: Decodable { let identifier: String }
    struct Comment: Decodable {
      struct Line: Decodable { let text: String }
      let lines: [Line]
    }
    struct Location: Decodable {
      struct Position: Decodable { let line: Int }
      let uri: String
      let position: Position
    }
    let kind: Kind
    let pathComponents: [String]
    let docComment: Comment?
    let location: Location?
  }
  struct Module: Decodable { let name: String }
  let module: Module
  let symbols: [Symbol]
}

var findings: [String] = []
var count = 0
for path in CommandLine.arguments.dropFirst() {
  let data = try Data(contentsOf: URL(fileURLWithPath: path))
  let graph = try JSONDecoder().decode(Graph.self, from: data)
  // What the compiler makes, such as `hash(into:)`, has no place in a file.
  for symbol in graph.symbols {
    guard let location = symbol.location else { continue }
    count += 1
    let text = symbol.docComment?.lines.map(\.text).joined() ?? ""
    guard text.allSatisfy(\.isWhitespace) else { continue }
    let name = ([graph.module.name] + symbol.pathComponents).joined(separator: ".")
    let file = location.uri.replacingOccurrences(of: "file://", with: "")
    findings.append("\(file):\(location.position.line + 1): \(name) is not documented")
  }
}
for finding in findings.sorted() { print(finding) }
print("docs: \(count - findings.count) of \(count) public symbols are documented")
exit(findings.isEmpty && count > 0 ? 0 : 1)
