"""The fields of Django and Wagtail that hold nothing about anybody, and why."""

#: Why → model → fields.
NOTHING = {
    "It repeats, for the search, what everybody may read: pages, pictures, people of the site.": {
        "wagtailsearch.IndexEntry": "object_id autocomplete title body title_text body_text",
        "wagtailsearch.SQLiteFTSIndexEntry": "autocomplete title body",
    },
    "It is a number that points to a row, or a place inside of one.": {
        "wagtailadmin.EditingSession": "object_id",
        "wagtailadmin.FormState": "object_id parent_object_id",
        "wagtailcore.ModelLogEntry": "object_id",
        "wagtailcore.Revision": "object_id",
        "wagtailcore.WorkflowState": "object_id",
        "wagtailcore.ReferenceIndex": "object_id to_object_id model_path content_path",
        "wagtailcore.Comment": "contentpath position",
        "wagtailcore.Page": "path",
        "wagtailcore.Collection": "path",
    },
    "It names an action of the program.": {
        "wagtailcore.ModelLogEntry": "action",
        "wagtailcore.PageLogEntry": "action",
        "django_tasks_database.DBTaskResult": "task_path worker_ids queue_name backend_name"
        " exception_class_path",
        "auth.Permission": "name codename",
        "contenttypes.ContentType": "app_label model",
    },
    "Editors write it for everybody to read.": {
        "wagtailcore.Page": "title draft_title slug url_path seo_title search_description",
        "taggit.Tag": "name slug",
    },
    "It names a group, a folder, a site or a way of working, not a person.": {
        "auth.Group": "name",
        "wagtailcore.Collection": "name",
        "wagtailcore.Locale": "language_code",
        "wagtailcore.Site": "hostname site_name",
        "wagtailcore.Task": "name",
        "wagtailcore.Workflow": "name",
    },
    "It is an address of the site, or one that a page moved to.": {
        "wagtailredirects.Redirect": "old_path redirect_page_route_path redirect_link",
    },
    "It is a password that several share, for pages that are not for everybody.": {
        "wagtailcore.CollectionViewRestriction": "password",
        "wagtailcore.PageViewRestriction": "password",
    },
    "The tables stay empty: an e-mail address stands with its account (studio.User).": {
        "account.EmailAddress": "user email",
        "account.EmailConfirmation": "key",
    },
    "It is a fingerprint of a file.": {"wagtaildocs.Document": "file_hash"},
    "The table stays empty: the site has pictures of its own (studio.StudioImage).": {
        "wagtailimages.Image": "title file description uploaded_by_user file_hash",
        "wagtailimages.Rendition": "filter_spec file focal_point_key",
    },
    "The table stays empty: no page of the site is one of Wagtail's forms.": {
        "wagtailforms.FormSubmission": "form_data",
    },
}
