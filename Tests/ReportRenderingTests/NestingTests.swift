import Foundation
import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct NestingTests {
  /// A text in that many containers, one in another.
  static func nested(
    _ levels: Int,
    in container: @Sendable (Int, Block) -> Block
  ) -> Block {
    var block = Block.paragraph([.text("innermost")])
    for level in (1...levels).reversed() { block = container(level, block) }
    return block
  }

  static let containers: [(name: String, wrap: @Sendable (Int, Block) -> Block)] = [
    ("section", { .section(Section("level \($0)", blocks: [$1])) }),
    ("details", { .details(Details("level \($0)", blocks: [$1])) }),
    ("columns", { .columns([[.paragraph([.text("level \($0)")]), $1]]) }),
  ]

  static func list(_ levels: Int, isOrdered: Bool = false) -> Block {
    var list = BulletList(isOrdered: isOrdered, items: [.init([.text("innermost")])])
    for level in (1..<levels).reversed() {
      list = BulletList(
        isOrdered: isOrdered,
        items: [.init([.text("level \(level)")], sublist: list)]
      )
    }
    return .list(list)
  }

  static func words(_ levels: Int) -> Block {
    var words: [Inline] = [.text("innermost")]
    for level in 0..<levels { words = level % 2 == 0 ? [.emphasis(words)] : [.strong(words)] }
    return .paragraph(words)
  }

  /// What both writers give, on a thread with no more stack than a worker may have.
  private static func rendered(_ block: Block) -> [String] {
    let work = Work(Samples.document([block]))
    let thread = Thread {
      work.render()
      work.done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    work.done.wait()
    // The document ends here, not on the small stack.
    work.document = nil
    return work.texts
  }

  /// Runs the body where even a deep value can be taken apart again, which Swift does by recursion.
  private static func withLargeStack(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = 256 << 20
    thread.start()
    done.wait()
  }

  @Test(arguments: containers.indices)
  func `sixty-four levels are written`(index: Int) {
    for text in Self.rendered(Self.nested(64, in: Self.containers[index].wrap)) {
      #expect(text.contains("level 64") && text.contains("innermost"))
      #expect(!text.contains(Nesting.note))
    }
  }

  @Test(arguments: containers.indices)
  func `deeper levels give way to a note`(index: Int) {
    for text in Self.rendered(Self.nested(66, in: Self.containers[index].wrap)) {
      #expect(text.contains("level 64") && !text.contains("innermost"))
      #expect(text.split(separator: Nesting.note, omittingEmptySubsequences: false).count == 2)
    }
  }

  @Test(arguments: [false, true])
  func `lists have sixty-four levels too`(isOrdered: Bool) {
    for text in Self.rendered(Self.list(64, isOrdered: isOrdered)) {
      #expect(text.contains("level 63") && text.contains("innermost"))
      #expect(!text.contains(Nesting.note))
    }
    for text in Self.rendered(Self.list(66, isOrdered: isOrdered)) {
      #expect(text.contains("level 64") && !text.contains("innermost"))
      #expect(text.split(separator: Nesting.note, omittingEmptySubsequences: false).count == 2)
    }
  }

  @Test func `what is left open at the limit is closed`() {
    let html = Self.rendered(Self.nested(200, in: Self.containers[0].wrap))[0]
    #expect(html.split(separator: "<section>").count == html.split(separator: "</section>").count)
    let list = Self.rendered(Self.list(200))[0]
    #expect(list.split(separator: "<ul ").count == list.split(separator: "</ul>").count)
    #expect(list.split(separator: "<li>").count == list.split(separator: "</li>").count)
  }

  @Test func `deep emphasis gives way to an ellipsis`() {
    for text in Self.rendered(Self.words(64)) { #expect(text.contains("innermost")) }
    for text in Self.rendered(Self.words(65)) {
      #expect(text.contains("…") && !text.contains("innermost"))
    }
  }

  @Test func `all limits together fit on a small stack`() {
    let words = Self.words(64)
    let block = (0..<64).reduce(Self.list(64)) { block, _ in
      .columns([[.details(Details("d", blocks: [.section(Section("s", blocks: [block]))])), words]])
    }
    #expect(Self.rendered(block).allSatisfy { $0.contains("innermost") })
  }

  @Test func `ten thousand levels do not end the program`() {
    Self.withLargeStack {
      for container in Self.containers {
        let block = Self.nested(10_000, in: container.wrap)
        withExtendedLifetime(block) {
          #expect(Self.rendered(block).allSatisfy { $0.contains(Nesting.note) })
        }
      }
      for block in [Self.list(10_000), Self.list(10_000, isOrdered: true)] {
        withExtendedLifetime(block) {
          #expect(Self.rendered(block).allSatisfy { $0.contains(Nesting.note) })
        }
      }
      let words = Self.words(10_000)
      withExtendedLifetime(words) {
        #expect(Self.rendered(words).allSatisfy { $0.contains("…") })
      }
    }
  }

  @Test func `ten thousand marks do not end the program`() {
    Self.withLargeStack {
      var value = Samples.money("5")
      for _ in 0..<10_000 { value = .marked(value, "†") }
      let table = Table(
        columns: [Column("a"), Column("b", hasBar: true)],
        rows: [Row([.text("r"), value])],
        total: Row([.text("Total"), value])
      )
      for block in [Block.table(table), .figures([Figure("x", value, before: value)])] {
        withExtendedLifetime(block) {
          #expect(Self.rendered(block).allSatisfy { $0.contains("†") })
        }
      }
    }
  }

  private final class Work: @unchecked Sendable {
    var document: ReportDocument?
    var texts: [String] = []
    let done = DispatchSemaphore(value: 0)

    init(_ document: ReportDocument) { self.document = document }

    func render() {
      guard let document else { return }
      texts = [
        HTMLRenderer().render(document).withoutStylesheet, MarkdownRenderer().render(document),
      ]
    }
  }
}
