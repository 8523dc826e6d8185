import Testing

/// What a writer is given.
struct DocumentEncodingTests {
  /// Lua that lists a field of all blocks, of those inside others too.
  private static let walk = """
    local found = {}
    local function walk(blocks)
      for _, block in ipairs(blocks) do
        found[#found + 1] = block.kind .. (block.chart and " " .. block.chart or "")
        if block.blocks then walk(block.blocks) end
        if block.kind == "columns" then for _, column in ipairs(block.columns) do walk(column) end end
      end
    end
    walk(document.blocks)
    return table.concat(found, ",")
    """

  @Test func `every block says its kind, and holds what is in it`() async throws {
    #expect(
      try await text(doing: Self.walk)
        == "heading,paragraph,notice,list,figures,table,section,chart line,chart burnup,chart fan,"
        + "chart heatmap,chart flow,chart sparkline,details,code,columns,rule,page_break"
    )
  }

  @Test func `a value has its type, what it is exactly, and what is shown`() async throws {
    let lines = try await text(
      doing: """
        local lines = {}
        for _, block in ipairs(document.blocks) do
          for _, row in ipairs(block.kind == "table" and block.rows or {}) do
            local v = row.cells[2]
            lines[#lines + 1] = table.concat({ v.type, tostring(v.value), v.text, v.currency or v.unit or "" }, "|")
          end
        end
        return table.concat(lines, "\\n")
        """
    ).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "text|=1+1|=1+1|", "money|1234|$1,234.00|USD", "number|3|3|",
        "quantity|7|7 minutes|minutes", "percent|1|100.0%|", "change|nil|?|",
        "money_change|1234|+$1,234.00|USD", "day|2026-10-01|1 Oct 2026|",
        "time|2026-10-01T00:00:00Z|1 Oct 2026, 00:00 UTC|", "duration|90|1 minute|seconds",
        "bytes|2048|2.05 kB|bytes", "series|nil||", "missing|nil|–|", "unknown|nil|?|",
        "number|5|5†|",
      ]
    )
  }

  @Test func `gaps are false, so that lists keep their length`() async throws {
    let body = """
      for _, block in ipairs(document.blocks) do
        if block.kind == "section" then
          local line = block.blocks[1]
          return #line.axis.values .. " " .. #line.series[1].values .. " " .. tostring(line.series[1].values[2])
            .. " " .. block.blocks[2].forecast[1].range80.low .. " " .. block.blocks[5].shares[1].to
        end
      end
      """
    #expect(try await text(doing: body) == "3 3 false 3 Wallet")
  }

  @Test func `the report's own fields and the context are there`() async throws {
    let body = """
      return table.concat({ document.title, document.subtitle, document.period.text, document.period.label,
        document.currency, document.generated_at, document.footer[1], context.report, context.file,
        context.locale }, "|")
      """
    #expect(
      try await text(doing: body)
        == "Every kind of block|Made up|2026-10|October 2026|USD|2026-10-01T00:00:00Z|Small print.|spend|"
        + "2026-10|en_US"
    )
  }

  @Test func `a document can be written as JSON as it is`() async throws {
    let json = try await text(doing: "return json.encode(document)")
    #expect(
      json.hasPrefix("{\"blocks\":[{\"kind\":\"heading\",\"level\":2,\"text\":\"A heading\"},")
    )
  }
}
