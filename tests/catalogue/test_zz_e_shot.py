import gzip, pytest
@pytest.mark.django_db
def test_size(client, portal):
    for l in ("en","ar"):
        for p in ("/figures/recognition/","/figures/portal/","/embed/","/embed/finder/",f"/embed/qualifications/{portal.qualification.slug}/"):
            c=client.get(f"/{l}{p}").content; print("SIZE",l,p,len(c),len(gzip.compress(c)))
