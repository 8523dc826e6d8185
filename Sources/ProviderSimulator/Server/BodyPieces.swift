import FlyingSocks

/// A body in pieces, with a wait before each.
struct BodyPieces: AsyncBufferedSequence {
  typealias Element = UInt8

  var pieces: [[UInt8]]
  var wait: Duration = .zero
  /// Whether the connection ends with the last piece; else the body does.
  var endsConnection = false

  /// Ends a connection whose reply is not complete.
  struct End: Error {}

  func makeAsyncIterator() -> Iterator {
    Iterator(body: self)
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate let body: BodyPieces
    private var rest: ArraySlice<UInt8> = []
    private var sent = 0

    fileprivate init(body: BodyPieces) {
      self.body = body
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      while rest.isEmpty {
        guard sent < body.pieces.count else {
          if body.endsConnection { throw End() }
          return nil
        }
        if body.wait > .zero { try await Task.sleep(for: body.wait) }
        rest = body.pieces[sent][...]
        sent += 1
      }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
}
