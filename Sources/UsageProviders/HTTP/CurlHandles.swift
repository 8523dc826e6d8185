import Synchronization

/// libcurl's handles, each with the one connection that it keeps.
///
/// A handle is used for one host and port only: it would open a connection to the next before it closes the
/// one that it has.
final class CurlHandles: Sendable {
  /// A handle and where its connection leads.
  struct Handle: Sendable {
    let origin: String
    let curl: CurlHandle
  }

  private struct State {
    /// The one that has been idle for longest first.
    var idle: [Handle] = []
    var inUse = 0
  }

  private let most: Int
  private let state = Mutex(State())

  /// Creates a store of at most so many handles, which callers never exceed either.
  init(most: Int) {
    self.most = most
  }

  /// A handle with a connection to that place, else one without; nil when libcurl gives none.
  func take(for origin: String) -> Handle? {
    let (kept, surplus) = state.withLock { state -> (Handle?, Handle?) in
      state.inUse += 1
      if let place = state.idle.lastIndex(where: { $0.origin == origin }) {
        return (state.idle.remove(at: place), nil)
      }
      guard state.idle.count + state.inUse > most, !state.idle.isEmpty else { return (nil, nil) }
      return (nil, state.idle.removeFirst())
    }
    if let kept { return kept }
    // Closes its connection before there is another one.
    withExtendedLifetime(surplus) {}
    guard let curl = CurlHandle() else {
      state.withLock { $0.inUse -= 1 }
      return nil
    }
    return Handle(origin: origin, curl: curl)
  }

  /// Takes a handle back.
  func giveBack(_ handle: Handle) {
    state.withLock { state in
      state.inUse -= 1
      state.idle.append(handle)
    }
  }
}
