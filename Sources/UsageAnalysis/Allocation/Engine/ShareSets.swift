import UsageModel

/// Who receives what part of a cell, for all cells: a cell has one of the sets, and many cells have the same.
struct ShareSets: Sendable {
  /// What decided the weights of a set.
  struct Method: Hashable, Sendable {
    /// How ledgers call it.
    var name: String
    /// What the weights count; nil for plain numbers.
    var unit: String?
    /// Whether usage decided, and not what somebody wrote.
    var isUsage: Bool = false
  }

  /// The targets of all sets, one set after the other, each in the order of names.
  private(set) var targets: [UInt32] = []
  /// Their weights without a common divisor.
  private(set) var weights: [UInt128] = []
  private(set) var totals: [UInt128] = []
  private var starts: [Int] = [0]
  /// What the weights of a set were divided by.
  private var divisors: [UInt128] = []
  private var methodOf: [UInt32] = []
  private var methods: [Method] = []
  private var numberOf: [Method: UInt32] = [:]

  var count: Int { totals.count }

  /// The places of a set's shares.
  @inline(__always)
  func shares(of set: UInt32) -> Range<Int> { starts[Int(set)]..<starts[Int(set) + 1] }

  func method(of set: UInt32) -> Method { methods[Int(methodOf[Int(set)])] }

  /// The weight of a share as it was given, in units of 10⁻¹².
  func weight(at place: Int, of set: UInt32) -> UInt128 { weights[place] * divisors[Int(set)] }

  /// The sum of a set's weights, in units of 10⁻¹².
  func total(of set: UInt32) -> UInt128 { totals[Int(set)] * divisors[Int(set)] }

  /// Adds a set; nil where no weight is above zero.
  ///
  /// - Parameters:
  ///   - shares: The targets in the order of their names, with weights in units of 10⁻¹² that are not negative.
  ///   - method: What decided.
  /// - Returns: The set's number.
  /// - Throws: Where the weights together leave the range of exact amounts.
  mutating func add(
    _ shares: some Sequence<(target: UInt32, weight: UInt128)>,
    by method: Method
  ) throws(ArithmeticOverflow) -> UInt32? {
    let start = targets.count
    var divisor: UInt128 = 0
    var sum: UInt128 = 0
    for share in shares where share.weight > 0 {
      targets.append(share.target)
      weights.append(share.weight)
      divisor = Self.greatestCommonDivisor(share.weight, divisor)
      let (next, overflow) = sum.addingReportingOverflow(share.weight)
      // Weights are amounts, and so is their sum.
      guard !overflow, Int128(exactly: next) != nil else { throw ArithmeticOverflow() }
      sum = next
    }
    guard sum > 0 else { return nil }
    for place in start..<weights.count where divisor > 1 { weights[place] /= divisor }
    starts.append(targets.count)
    totals.append(sum / divisor)
    divisors.append(divisor)
    methodOf.append(number(of: method))
    return UInt32(totals.count - 1)
  }

  /// Runs a loop with the sets as buffers, which are good only while it runs.
  func withBuffers<Result>(_ body: (SetBuffers) throws -> Result) rethrows -> Result {
    try targets.withUnsafeBufferPointer { targets in
      try weights.withUnsafeBufferPointer { weights in
        try totals.withUnsafeBufferPointer { totals in
          try starts.withUnsafeBufferPointer { starts in
            try body(
              SetBuffers(targets: targets, weights: weights, totals: totals, starts: starts)
            )
          }
        }
      }
    }
  }

  private mutating func number(of method: Method) -> UInt32 {
    if let known = numberOf[method] { return known }
    let number = UInt32(methods.count)
    numberOf[method] = number
    methods.append(method)
    return number
  }

  private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    if let left = UInt64(exactly: left), let right = UInt64(exactly: right) {
      var (left, right) = (left, right)
      while right != 0 { (left, right) = (right, left % right) }
      return UInt128(left)
    }
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
