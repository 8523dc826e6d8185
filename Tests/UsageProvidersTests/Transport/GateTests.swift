import Synchronization
import Testing

@testable import UsageProviders

struct GateTests {
  @Test func `never more are in than there are places, and all get in`() async {
    let gate = Gate(places: 3)
    let inside = Inside()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard await gate.enter() else { return }
          inside.enter()
          await Task.yield()
          inside.leave()
          gate.leave()
        }
      }
    }
    let (now, most, all) = inside.counts
    #expect(now == 0)
    #expect(all == 200)
    #expect((1...3).contains(most))
  }

  /// Counts who is in.
  private final class Inside: Sendable {
    private let state = Mutex((now: 0, most: 0, all: 0))

    var counts: (now: Int, most: Int, all: Int) { state.withLock { $0 } }

    func enter() {
      state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
    }

    func leave() { state.withLock { $0.now -= 1 } }
  }

  @Test func `a task that is cancelled takes no place`() async {
    let gate = Gate(places: 1)
    #expect(await gate.enter())
    let waiting = (0..<20).map { _ in Task { await gate.enter() } }
    for task in waiting { task.cancel() }
    for task in waiting { #expect(await task.value == false) }
    gate.leave()
    #expect(await gate.enter())
  }
}
