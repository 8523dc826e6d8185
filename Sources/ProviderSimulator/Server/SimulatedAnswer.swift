/// A reply with the way in which it is sent.
struct SimulatedAnswer: Hashable, Sendable {
  /// How a body is sent.
  enum Delivery: Hashable, Sendable {
    /// As it should be.
    case whole
    /// In so many pieces, with a wait before each.
    case pieces(Int, Duration)
    /// Half of it, and then the connection is closed.
    case half
    /// Nothing: the connection is closed at once.
    case nothing
    /// Packed with gzip.
    case packed
    /// In place of the body, one that grows enormously when it is unpacked.
    case bomb
  }

  var reply: SimulatedResponse
  var delivery: Delivery = .whole
  /// How long after the request.
  var delay: Duration = .zero
}
