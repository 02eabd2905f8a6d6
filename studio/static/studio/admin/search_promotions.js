/* The form for promoted results: its rows, and the choice among what was searched for.
   Wagtail writes both as scripts inside the page. */

(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const rows = document.querySelector("[data-promoted-rows]");
    const prefix = rows.dataset.promotedRows;
    new window.InlinePanel({
      formsetPrefix: `id_${prefix}`,
      emptyChildFormPrefix: `${prefix}-__prefix__`,
      canOrder: true,
    });

    const field = document.getElementById(rows.dataset.query);
    document.getElementById(`${field.id}-chooser`).addEventListener("click", () => {
      window.ModalWorkflow({
        url: rows.dataset.queryChooser,
        onload: window.QUERY_CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: {
          queryChosen(query) {
            field.value = query.querystring;
          },
        },
      });
    });
  });
})();
