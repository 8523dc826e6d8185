import LuaHost

extension ScriptInspection {
  /// What scripts may name, and what is wrong with a use of it.
  struct Known {
    /// What the sandbox and the host define.
    let globals: Set<String>
    /// The fields that hold money.
    let moneyFields: Set<String>
    /// The modules of the library folder, all of which share the script's globals.
    let libraries: [SourceInspection]

    /// The mistakes in one file; `others` are files that may define globals for it besides the libraries.
    func findings(
      in file: ScriptFile,
      _ inspection: SourceInspection,
      with others: [SourceInspection]
    ) -> [ScriptFinding] {
      let sharing = libraries + others + [inspection]
      let defined = sharing.reduce(into: Set<String>()) { names, source in
        names.formUnion(source.assignments.map(\.name))
        names.formUnion(source.namesInG)
      }
      // Who takes the table of globals into their own hands may define anything.
      let isOpen = sharing.contains(where: \.isOpen)
      return unknownReads(in: file, inspection, beside: defined, isOpen: isOpen)
        + assignments(in: file, inspection, isOpen: isOpen, sharing)
        + zeroComparisons(in: file, inspection)
    }

    private func unknownReads(
      in file: ScriptFile,
      _ inspection: SourceInspection,
      beside defined: Set<String>,
      isOpen: Bool
    ) -> [ScriptFinding] {
      guard !isOpen else { return [] }
      let candidates = globals.union(defined).union(inspection.locals)
      var told: Set<[String]> = []
      return inspection.reads.compactMap { use in
        guard !globals.contains(use.name), !defined.contains(use.name),
          told.insert([use.name, "\(use.line)"]).inserted
        else { return nil }
        // Scripts that run elsewhere too ask for it: `table.unpack or unpack`.
        let isAbsent = LuaState.absentGlobals.contains(use.name)
        return ScriptFinding(
          file: file.name,
          line: use.line,
          message: isAbsent
            ? "`\(use.name)` is not available in report scripts"
            : "unknown global \"\(use.name)\"" + suggestion(for: use.name, in: candidates),
          name: use.name,
          isWarning: isAbsent
        )
      }
    }

    /// A name of the host that is replaced, and a variable of a function that every function sees.
    private func assignments(
      in file: ScriptFile,
      _ inspection: SourceInspection,
      isOpen: Bool,
      _ sharing: [SourceInspection]
    ) -> [ScriptFinding] {
      let atTop = sharing.flatMap(\.assignments).filter { !$0.isInFunction }.map(\.name)
      let declared = Set(atTop).union(sharing.flatMap(\.namesInG))
      var told: Set<String> = []
      return inspection.assignments.compactMap { use in
        let message: String
        if globals.contains(use.name) {
          message = "this replaces the global \"\(use.name)\"; write `local \(use.name)`"
        } else if use.isInFunction, !isOpen, !declared.contains(use.name) {
          message =
            "\"\(use.name)\" is a global, though only a function assigns it; write `local \(use.name)`"
        } else {
          return nil
        }
        guard told.insert(use.name).inserted else { return nil }
        return ScriptFinding(
          file: file.name,
          line: use.line,
          message: message,
          name: use.name,
          isWarning: true
        )
      }
    }

    private func zeroComparisons(
      in file: ScriptFile,
      _ inspection: SourceInspection
    ) -> [ScriptFinding] {
      inspection.zeroComparisons.filter { moneyFields.contains($0.field) }.map { comparison in
        ScriptFinding(
          file: file.name,
          line: comparison.line,
          message: "an amount of money never equals 0; write `\(comparison.field).is_zero`",
          name: comparison.field,
          isWarning: true
        )
      }
    }
  }
}
