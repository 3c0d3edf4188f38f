-- Started by neovim.test.ts on a Python file: waits for diagnostics, applies the first fix, and writes what it saw as JSON.
local result = { before = {}, after = {}, titles = {} }

local function codes()
  local list = vim.tbl_map(function(diagnostic)
    return diagnostic.code or (diagnostic.user_data and diagnostic.user_data.lsp and diagnostic.user_data.lsp.code)
  end, vim.diagnostic.get(0))
  table.sort(list)
  return list
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 50) then
    error('never came: ' .. what)
  end
end

local function run()
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'promptcost',
    cmd = vim.fn.json_decode(vim.env.PROMPTCOST_COMMAND),
    root_dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':h'),
  })
  vim.lsp.buf_attach_client(buffer, client)
  wait('diagnostics', function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  result.before = codes()

  local line = vim.diagnostic.get(buffer)[1].lnum
  vim.api.nvim_win_set_cursor(0, { line + 1, 0 })
  local parameters = vim.lsp.util.make_range_params(0, 'utf-16')
  parameters.range = { start = { line = line, character = 0 }, ['end'] = { line = line + 1, character = 0 } }
  parameters.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', parameters, 10000)
  local actions = answers[client].result
  result.titles = vim.tbl_map(function(action)
    return action.title
  end, actions)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  wait('an answer without findings', function()
    return #vim.diagnostic.get(buffer) == 0
  end)
  result.after = codes()
  result.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

vim.api.nvim_create_autocmd('VimEnter', {
  callback = function()
    local ok, message = pcall(run)
    if not ok then
      result.error = tostring(message)
    end
    -- An empty Lua table would be written as an object.
    for _, key in ipairs({ 'before', 'after', 'titles' }) do
      if #result[key] == 0 then
        result[key] = vim.empty_dict and vim.fn.json_decode('[]') or {}
      end
    end
    vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.PROMPTCOST_RESULT)
    vim.cmd('qall!')
  end,
})
