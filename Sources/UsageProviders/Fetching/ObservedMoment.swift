import UsageModel

/// The moment at which a reply's counters stood as it says.
struct ObservedMoment: Hashable {
  /// How far a platform's clock may be from this machine's and still be believed, in seconds.
  ///
  /// A wrong clock, or a reply that a proxy has kept for long, would move usage into other days.
  static let mostSkew: Int64 = 86_400

  /// The moment.
  let timestamp: Timestamp

  /// What the platform's clock says, where that was too far off to be taken.
  let refused: Timestamp?

  /// The platform's `Date`, unless it is absent, unreadable or too far from this machine's clock.
  init(date: String?, machine: Timestamp) {
    let stated = date.flatMap(HTTPDate.timestamp)
    if let stated, abs(stated.seconds - machine.seconds) > Self.mostSkew {
      timestamp = machine
      refused = stated
    } else {
      timestamp = stated ?? machine
      refused = nil
    }
  }
}
