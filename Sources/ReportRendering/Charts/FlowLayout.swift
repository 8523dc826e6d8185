import ReportDocument
import UsageModel

/// Where the nodes and ribbons of a flow lie.
///
/// Both sides have one scale, so a ribbon is as thick where it ends as where it begins, and a node as high as its
/// ribbons together.
struct FlowLayout {
  /// A pool or a receiver.
  struct Node: Equatable {
    var name: String
    /// What leaves or enters it, of what is drawn.
    var amount: FixedDecimal
    /// The upper end, in pixels from the top.
    var top: Double = 0
    var height: Double = 0
    var color: SeriesColor = .other
  }

  /// What goes from a pool to a receiver.
  struct Ribbon: Equatable {
    var pool: Int
    var receiver: Int
    var amount: FixedDecimal
    /// The upper ends at the left and at the right, and the thickness, in pixels.
    var left: Double = 0
    var right: Double = 0
    var thickness: Double = 0
  }

  /// The least distance of two nodes at the right, and at the left where labels have two lines.
  static let gaps = (right: 14.0, left: 22.0)

  /// More than so many pools or receivers are shown as a table alone.
  static let limits = (pools: 5, receivers: 10)

  /// The pools, largest first, what is left over last.
  private(set) var pools: [Node] = []
  /// The receivers in the same order.
  private(set) var receivers: [Node] = []
  /// What is drawn.
  private(set) var ribbons: [Ribbon] = []
  /// What comes to less than nothing, and is not drawn.
  private(set) var credits: [Chart.Flow.Share] = []
  /// The height in pixels.
  private(set) var height = 268.0

  /// Nets what goes from a pool to a receiver, and lays it out; nothing is laid out where a sum is too large.
  init(_ flow: Chart.Flow) {
    guard let nets = Self.nets(of: flow) else { return }
    credits = nets.filter { $0.amount.isNegative }
    let drawn = nets.filter { $0.amount > .zero }
    guard let pools = Self.nodes(drawn, \.from), let receivers = Self.nodes(drawn, \.to) else {
      return
    }
    self.pools = pools
    self.receivers = receivers
    let placeOfPool = Self.places(of: pools)
    let placeOfReceiver = Self.places(of: receivers)
    ribbons = drawn.compactMap { share in
      guard let pool = placeOfPool[share.from], let receiver = placeOfReceiver[share.to] else {
        return nil
      }
      return Ribbon(pool: pool, receiver: receiver, amount: share.amount)
    }
    ribbons.sort { ($0.pool, $0.receiver) < ($1.pool, $1.receiver) }
    paint(flow.swatches)
    arrange()
  }

  /// Whether there are few enough nodes for a picture.
  var isDrawable: Bool {
    !ribbons.isEmpty && pools.count <= Self.limits.pools
      && receivers.count <= Self.limits.receivers
  }

  // MARK: Amounts

  private static func nets(of flow: Chart.Flow) -> [Chart.Flow.Share]? {
    var placeOf: [[String]: Int] = [:]
    var nets: [Chart.Flow.Share] = []
    for share in flow.shares {
      let key = [share.from, share.to]
      guard let place = placeOf[key] else {
        placeOf[key] = nets.count
        nets.append(share)
        continue
      }
      guard let sum = try? nets[place].amount + share.amount else { return nil }
      nets[place].amount = sum
    }
    return nets
  }

  private static func nodes(
    _ shares: [Chart.Flow.Share],
    _ name: KeyPath<Chart.Flow.Share, String>
  ) -> [Node]? {
    var placeOf: [String: Int] = [:]
    var nodes: [Node] = []
    for share in shares {
      let key = share[keyPath: name]
      guard let place = placeOf[key] else {
        placeOf[key] = nodes.count
        nodes.append(Node(name: key, amount: share.amount))
        continue
      }
      guard let sum = try? nodes[place].amount + share.amount else { return nil }
      nodes[place].amount = sum
    }
    // The total of a side must be in range too.
    guard (try? FixedDecimal.sum(of: nodes.map(\.amount))) != nil else { return nil }
    return nodes.sorted { left, right in
      if isRest(left.name) != isRest(right.name) { return isRest(right.name) }
      return left.amount == right.amount ? left.name < right.name : left.amount > right.amount
    }
  }

  /// Whether a name stands for what is left over, which comes last.
  static func isRest(_ name: String) -> Bool {
    name.hasPrefix("(") || name == "Unassigned" || name == "Other" || name.hasPrefix("Other (")
  }

  private static func places(of nodes: [Node]) -> [String: Int] {
    Dictionary(
      nodes.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  // MARK: Picture

  private mutating func paint(_ swatches: [String: Int]) {
    let taken = Set(pools.compactMap { swatches[$0.name] })
    var free = (0..<SeriesColor.count).filter { !taken.contains($0) }
    for place in pools.indices {
      if let swatch = swatches[pools[place].name] {
        pools[place].color = .swatch(swatch)
      } else if !Self.isRest(pools[place].name), !free.isEmpty {
        pools[place].color = .swatch(free.removeFirst())
      }
    }
  }

  private mutating func arrange() {
    guard isDrawable else { return }
    height = 268 + 24 * Double(max(0, max(pools.count, receivers.count) - 6))
    let total = ribbons.reduce(0) { $0 + $1.amount.approximation }
    guard total > 0 else { return }
    let room = min(
      height - Self.gaps.left * Double(pools.count - 1),
      height - Self.gaps.right * Double(receivers.count - 1)
    )
    let scale = room / total
    for index in ribbons.indices {
      ribbons[index].thickness = ribbons[index].amount.approximation * scale
    }
    Self.stack(&pools, gap: Self.gaps.left, height: height) { node in
      ribbons.filter { $0.pool == node }.reduce(0) { $0 + $1.thickness }
    }
    Self.stack(&receivers, gap: Self.gaps.right, height: height) { node in
      ribbons.filter { $0.receiver == node }.reduce(0) { $0 + $1.thickness }
    }
    var (left, right) = (pools.map(\.top), receivers.map(\.top))
    // Ribbons are in the order of the pools and then of the receivers, so they leave and enter without crossing.
    for index in ribbons.indices {
      let ribbon = ribbons[index]
      ribbons[index].left = left[ribbon.pool]
      ribbons[index].right = right[ribbon.receiver]
      left[ribbon.pool] += ribbon.thickness
      right[ribbon.receiver] += ribbon.thickness
    }
  }

  /// Puts nodes below each other, all together in the middle of the height.
  private static func stack(
    _ nodes: inout [Node],
    gap: Double,
    height: Double,
    thickness: (Int) -> Double
  ) {
    for place in nodes.indices { nodes[place].height = thickness(place) }
    let used = nodes.reduce(gap * Double(nodes.count - 1)) { $0 + $1.height }
    var top = max(0, (height - used) / 2)
    for place in nodes.indices {
      nodes[place].top = top
      top += nodes[place].height + gap
    }
  }
}
