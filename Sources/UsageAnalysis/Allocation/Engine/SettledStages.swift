import UsageModel

/// The stages of an allocation with everything that tells who keeps what; holds no closure of a script.
struct SettledStages: Sendable {
  /// The days with usage.
  let days: [Day]
  let keys: [AllocationKey]
  let labels: [ExtraAmounts.Label]
  var names: TargetNames
  var sets: ShareSets
  var stages: [AllocationStage]
  var taken = TakenShares()

  /// Some cells of a stage, one after the other.
  struct Chunk: Sendable {
    let stage: Int
    let cells: Range<Int>
  }

  /// Whether a target keeps what a stage gave it of a key on a day.
  @inline(__always)
  func isFinal(key: UInt32, day: Int, target: Int, stage: Int) -> Bool {
    taken.isUntouched(target)
      || taken.isFinal(key: key, day: day, target: UInt32(target), step: stage)
  }

  /// All cells of some stages, in pieces that are worth a thread each.
  func chunks(of stages: Range<Int>) -> [Chunk] {
    stages.flatMap { stage in
      let count = self.stages[stage].count
      let pieces = count >= Self.manyCells ? 2 : 1
      return (0..<pieces).map { piece in
        Chunk(stage: stage, cells: (count * piece / pieces)..<(count * (piece + 1) / pieces))
      }
    }
  }

  /// From how many cells on starting threads costs less than it saves.
  private static let manyCells = 20_000
}
