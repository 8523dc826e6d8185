-- A replacement that does not end.
return (("a"):gsub("a", function() while true do end end))
