import Testing

@testable import Tallystick

struct FetchQueueTests {
  /// Runs everything, always ending the oldest, and returns the order of the starts.
  private func order(of hosts: [String]) -> [Int] {
    var queue = FetchQueue(hosts: hosts)
    var started: [Int] = []
    var running: [Int] = []
    while true {
      while let next = queue.next() {
        started.append(next)
        running.append(next)
        #expect(running.count <= FetchQueue.mostAtOnce)
        for host in Set(hosts) {
          #expect(running.count { hosts[$0] == host } <= FetchQueue.mostOfOneHost)
        }
      }
      guard !running.isEmpty else { return started }
      queue.finished(running.removeFirst())
    }
  }

  @Test(arguments: [0, 1, 3, 30, 1000], [1, 2, 7, 50])
  func `every source is started once, never too many at a time`(sources: Int, hosts: Int) {
    let hosts = (0..<sources).map { "host-\($0 * 7919 % hosts)" }
    #expect(order(of: hosts).sorted() == Array(0..<sources))
  }

  @Test func `hosts take turns, and the sources of one keep their order`() {
    let hosts = Array(repeating: "busy", count: 6) + ["a", "b"]
    #expect(order(of: hosts) == [0, 6, 7, 1, 2, 3, 4, 5])
  }

  @Test func `as many run as may`() {
    var queue = FetchQueue(hosts: (0..<100).map { "host-\($0)" })
    var count = 0
    while queue.next() != nil { count += 1 }
    #expect(count == FetchQueue.mostAtOnce)
    queue.finished(0)
    #expect(queue.next() != nil)
    #expect(queue.next() == nil)
  }

  @Test func `at most 64 connections and transfers are allowed in all`() {
    #expect(FetchQueue.mostAtOnce <= 64)
  }
}
