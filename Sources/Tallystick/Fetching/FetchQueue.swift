/// Decides which source is fetched next; it starts nothing itself.
struct FetchQueue {
  /// The most sources that are fetched at once.
  static let mostAtOnce = 24

  /// The most sources that are fetched at once from one host: platforms limit how often they are asked.
  static let mostOfOneHost = 4

  private let hosts: [String]
  /// The sources that wait, by host, each in the order of the configuration, the last one first.
  private var waiting: [String: [Int]] = [:]
  /// The hosts of which a source may be fetched, in the order of their turn.
  private var ready: [String] = []
  private var running: [String: Int] = [:]
  private var count = 0

  /// Creates a queue of sources, of which the host of each is given.
  init(hosts: [String]) {
    self.hosts = hosts
    for (index, host) in hosts.enumerated().reversed() { waiting[host, default: []].append(index) }
    var seen: Set<String> = []
    for host in hosts where seen.insert(host).inserted { ready.append(host) }
  }

  /// The source to start now; nil when none waits, or none may run.
  mutating func next() -> Int? {
    guard count < Self.mostAtOnce, !ready.isEmpty else { return nil }
    let host = ready.removeFirst()
    guard let index = waiting[host]?.popLast() else { return nil }
    count += 1
    running[host, default: 0] += 1
    // Hosts take turns, so that one with many sources does not hold up the others.
    if mayRun(host) { ready.append(host) }
    return index
  }

  /// Makes room for others.
  mutating func finished(_ index: Int) {
    let host = hosts[index]
    let wasReady = mayRun(host)
    count -= 1
    running[host, default: 1] -= 1
    if !wasReady, mayRun(host) { ready.append(host) }
  }

  private func mayRun(_ host: String) -> Bool {
    waiting[host]?.isEmpty == false && running[host, default: 0] < Self.mostOfOneHost
  }
}
