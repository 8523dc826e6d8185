import UsageModel

/// What one reply told in one window, as a segment holds it.
struct SegmentEntry: Hashable {
  /// A value of the entry.
  struct Cell: Hashable {
    /// What the value is of: a counter's or an allowance's id and what of it, see ``SegmentKey``.
    var key: UInt64
    /// The value, in its smallest units.
    var value: Int128
  }

  /// The reply.
  var reply: Int64
  /// When the counters stood so.
  var observedAt: Timestamp
  /// When this machine learnt it.
  var learntAt: Timestamp
  /// The values, each key once.
  var cells: [Cell]
}

/// What a cell of a segment is of.
///
/// A counter has its value at the reply's moment and, where the reply recalls earlier values, each of these with
/// its moment. An allowance has up to four facts.
enum SegmentKey {
  /// The number of facts that one id can have.
  static let facts: UInt64 = 256

  /// Ids up to this one leave room for the facts.
  static let mostIDs: Int64 = 1 << 54

  /// The most recalled values that a counter can have in one reply.
  static let mostRecalled = 100

  /// The value of a counter at the reply's moment.
  static func value(of counter: Int64) -> UInt64 { UInt64(bitPattern: counter) * facts }

  /// The moment of a recalled value; the value itself follows.
  static func recalledMoment(of counter: Int64, _ place: Int) -> UInt64 {
    UInt64(bitPattern: counter) * facts + UInt64(2 * place + 1)
  }

  /// The fact with a number of an allowance.
  static func fact(_ number: Int, of allowance: Int64) -> UInt64 {
    UInt64(bitPattern: allowance) * facts + UInt64(number)
  }

  /// The id and the number of the fact.
  static func parts(_ key: UInt64) -> (id: Int64, fact: Int) {
    (Int64(bitPattern: key / facts), Int(key % facts))
  }
}
