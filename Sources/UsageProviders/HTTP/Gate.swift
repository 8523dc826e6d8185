import Synchronization

/// Lets only so many tasks in at once; the others wait, and come in one after the other.
final class Gate: Sendable {
  private struct Waiting {
    let number: Int
    let admit: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var free: Int
    var lastNumber = 0
    var waiting: [Waiting] = []
  }

  private let state: Mutex<State>

  init(places: Int) {
    state = Mutex(State(free: places))
  }

  /// Waits for a place; false when the task was cancelled, and then there is nothing to leave.
  func enter() async -> Bool {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { admit in
        let answer: Bool? = state.withLock { state in
          // Cancelled later than here, the task is found among those who wait.
          if Task.isCancelled { return false }
          guard state.free > 0 else {
            state.waiting.append(Waiting(number: number, admit: admit))
            return nil
          }
          state.free -= 1
          return true
        }
        if let answer { admit.resume(returning: answer) }
      }
    } onCancel: {
      let waiting = state.withLock { state -> Waiting? in
        state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
      }
      waiting?.admit.resume(returning: false)
    }
  }

  /// Makes room for the next.
  func leave() {
    let next = state.withLock { state -> Waiting? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.admit.resume(returning: true)
  }
}
